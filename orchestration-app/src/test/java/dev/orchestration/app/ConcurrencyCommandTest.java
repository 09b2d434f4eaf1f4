package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code run}, {@code why} and {@code show} say of {@code concurrency}. */
class ConcurrencyCommandTest {
    @TempDir
    Path directory;

    private Terminal here(String onConflict) {
        Terminal here = Terminal.in(directory);
        here.write("gated.yaml", """
                name: gated
                parameters: {day: {type: string, default: monday}}
                concurrency: {key: "{{day}}", on_conflict: WORD}
                steps:
                  - {name: gate, action: human.approve, parameters: {message: go?}}
                """.replace("WORD", onConflict));
        return here;
    }

    private static List<Object> ids(Terminal here) {
        return here.type("list", "--json").list().stream()
                .map(each -> each.get("execution_id"))
                .toList();
    }

    @Test
    void theSecondSaysForWhomItWaitsAndWhyDoesToo() throws Exception {
        Terminal here = here("queue");
        LiveTerminal first = LiveTerminal.type(here, "run", "gated.yaml");
        first.awaitErr("orchestrate approve");
        String one = (String) ids(here).get(0);
        LiveTerminal second = LiveTerminal.type(here, "run", "gated.yaml");
        second.awaitErr("pending: the key 'monday' of workflow gated is taken by execution " + one);
        String two = (String) ids(here).get(0);

        assertThat(here.type("why", two, "gate").out())
                .contains("waits for the key 'monday' of workflow gated, which execution " + one + " holds")
                .contains("lets it go: the end of execution " + one);
        assertThat(here.type("why", two, "gate", "--json").object().get("obstacles"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                .first()
                .isEqualTo(Map.of(
                        "kind",
                        "key_taken",
                        "workflow",
                        "gated",
                        "key",
                        "monday",
                        "limit",
                        1L,
                        "holders",
                        List.of(one),
                        "before",
                        0L));

        assertThat(here.type("approve", one, "gate").code()).isZero();
        second.awaitErr("orchestrate approve");
        assertThat(here.type("approve", two, "gate").code()).isZero();
        assertThat(first.end().code()).isZero();
        assertThat(second.end().code()).isZero();
    }

    @Test
    void whoIsSkippedSaysSoAndNothingWentWrong() throws Exception {
        Terminal here = here("skip");
        LiveTerminal first = LiveTerminal.type(here, "run", "gated.yaml");
        first.awaitErr("orchestrate approve");
        String one = (String) ids(here).get(0);

        Terminal.Answer second = here.type("run", "gated.yaml");
        assertThat(second.code()).isZero();
        assertThat(second.err())
                .contains("– gated", "skipped: execution " + one + " has the key 'monday' of workflow 'gated'")
                .doesNotContain("orchestrate retry");

        assertThat(here.type("approve", one, "gate").code()).isZero();
        assertThat(first.end().code()).isZero();
    }
}
