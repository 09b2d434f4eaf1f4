package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanCommandTest {
    private static final String TRAINING = """
            name: training
            resources: [{id: gpu, capacity: 1}]
            steps:
              - {name: fetch, action: core.noop, estimate: 10s}
              - {name: train-a, action: core.noop, estimate: 30s, dependencies: [fetch], resources: [{resource_id: gpu}]}
              - {name: train-b, action: core.noop, estimate: 20s, dependencies: [fetch], resources: [{resource_id: gpu}]}
              - {name: nap, action: core.sleep, parameters: {duration: 5s}}
              - {name: report, action: host.own, dependencies: [train-a, train-b], estimate: 10s}
            """;

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflow() {
        here = new Terminal(directory, Map.of("COLUMNS", "72"));
        here.write("w.yaml", TRAINING);
    }

    @Test
    void levelsCriticalPathAndOrdersAreTold() {
        Terminal.Answer answer = here.type("plan", "w.yaml");

        assertThat(answer.err().lines())
                .singleElement()
                .asString()
                .contains("warning: ", "'host.own', which is not registered");
        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines())
                .containsSequence(
                        "training: 5 steps in 3 levels",
                        "durations: 5 by estimate",
                        "",
                        "level 1   fetch, nap",
                        "level 2   train-a, train-b",
                        "level 3   report",
                        "",
                        "critical path, 50.0 s: fetch › train-a › report")
                .contains("  parallel        fetch, train-a, train-b, report");
    }

    @Test
    void aChartShowsWhoRunsWhenAndWhatEachWaitsFor() {
        Terminal.Answer answer = here.type("plan", "w.yaml", "--simulate", "--workers", "2");

        assertThat(answer.out().lines())
                .containsExactly(
                        "training with 2 workers, mode resource_aware: finished after 1 min 10 s",
                        "durations: 5 by estimate",
                        "critical path, 50.0 s: fetch › train-a › report",
                        "bottleneck: the resource gpu, for which 1 step waits 30.0 s; with plenty of it, finished after"
                                + " 50.0 s",
                        "",
                        row("* fetch  ", 0, "█".repeat(5), "0.0 s to 10.0 s"),
                        row("  nap    ", 0, "░".repeat(3), "0.0 s to 5.0 s"),
                        row("* train-a", 5, "█".repeat(16), "10.0 s to 40.0 s"),
                        row("  train-b", 5, "·".repeat(16) + "█".repeat(10), "40.0 s to 1 min 00 s"),
                        row("* report ", 31, "█".repeat(5), "1 min 00 s to 1 min 10 s"),
                        "  █ runs   ░ waits, without a worker   · could run, but lacks something   * critical path",
                        "",
                        "what steps wait for",
                        "  train-a  fetch until 10.0 s",
                        "  train-b  fetch until 10.0 s, then the resource gpu 30.0 s",
                        "  report   train-b until 1 min 00 s");
    }

    /** The bars have 36 columns here, for 70 seconds. */
    private static String row(String name, int from, String bar, String times) {
        return name + " " + " ".repeat(from) + bar + " ".repeat(36 - from - bar.length()) + "  " + times;
    }

    @Test
    void noLineOfTheChartIsWiderThanTheTerminal() {
        here.write("long.yaml", """
                name: long
                steps:
                  - {name: %s, action: core.noop, estimate: 3m}
                  - {name: short, action: core.noop}
                """.formatted("x".repeat(150)));

        assertThat(here.type("plan", "long.yaml", "--simulate").out().lines())
                .filteredOn(line -> line.contains("█"))
                .hasSize(3)
                .allMatch(line -> line.length() <= 72);
    }

    @Test
    void theJsonHasTheScheduleTheBottleneckAndTheWaits() {
        Map<String, Object> forecast =
                here.type("plan", "w.yaml", "--simulate", "--json").object();

        assertThat(forecast)
                .containsOnlyKeys("makespan_s", "schedule", "critical_path", "bottleneck", "waits")
                .containsEntry("makespan_s", 70.0)
                .containsEntry("critical_path", List.of("fetch", "train-a", "report"));
        assertThat(List.<Object>copyOf((List<?>) forecast.get("schedule")))
                .contains(Map.of(
                        "step",
                        "train-b",
                        "start_s",
                        40.0,
                        "end_s",
                        60.0,
                        "worker",
                        1L,
                        "resources",
                        Map.of("gpu", 1.0)));
        assertThat((Map<?, ?>) forecast.get("bottleneck"))
                .isEqualTo(Map.of(
                        "kind",
                        "resource",
                        "resource",
                        "gpu",
                        "waited_s",
                        30.0,
                        "steps",
                        1L,
                        "makespan_without_s",
                        50.0));
    }

    @Test
    void moreOfTheBottleneckIsFasterAndTheFileNeedNotChange() {
        assertThat(here.type("plan", "w.yaml", "--simulate", "--json", "--resource", "gpu=2")
                        .object())
                .containsEntry("makespan_s", 50.0);
        assertThat(here.type("plan", "w.yaml", "--simulate", "--json", "--mode", "sequential")
                        .object())
                .containsEntry("makespan_s", 75.0);
    }

    @Test
    void earlierRunsGoBeforeEstimates() {
        here.write("hello.yaml", "name: hello\nsteps: [{name: a, action: core.noop, estimate: 1h}]\n");
        assertThat(here.type("plan", "hello.yaml").out())
                .contains("1 by estimate")
                .contains("1 h 00 min");
        assertThat(directory.resolve(".orchestration")).doesNotExist();

        here.type("run", "hello.yaml");

        assertThat(here.type("plan", "hello.yaml").out())
                .contains("durations: 1 from earlier runs")
                .doesNotContain("1 h 00 min");
        assertThat(here.type("plan", "hello.yaml", "--store", "memory").out()).contains("1 by estimate");
    }

    @Test
    void whatCannotBeIsRefusedInWords() {
        assertThat(refusal("--resource", "gup=2")).contains("no resource 'gup'; did you mean 'gpu'?");
        assertThat(refusal("--resource", "gpu=0.5")).contains("asks for 1 of 'gpu', of which there is 0.5");
        assertThat(refusal("--resource", "gpu")).contains("takes ID=N, not 'gpu'");
        assertThat(refusal("--resource", "gpu=many")).contains("with a number");
        assertThat(refusal("--resource", "gpu=0")).contains("above 0");
        assertThat(refusal("--resource", "gpu=1", "--resource", "gpu=2")).contains("twice");
        assertThat(refusal("--workers", "0")).contains("--workers takes a number from 1 on");
        assertThat(refusal("--mode", "fast")).contains("'fast' is not one of sequential, parallel");
        assertThat(here.type("plan", "none.yaml").err()).contains("none.yaml");
    }

    private String refusal(String... options) {
        List<String> words = new java.util.ArrayList<>(List.of("plan", "w.yaml", "--simulate"));
        words.addAll(List.of(options));
        Terminal.Answer answer = here.type(words.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        return answer.err();
    }

    @Test
    void anEstimateBeyondItsTimeoutIsForetold() {
        here.write("late.yaml", "name: late\nsteps: [{name: a, action: core.noop, estimate: 1m, timeout: 10s}]\n");

        Terminal.Answer answer = here.type("plan", "late.yaml", "--simulate");

        assertThat(answer.err()).contains("it would end failed: ").contains("a: ");
        assertThat(answer.code()).isZero();
    }
}
