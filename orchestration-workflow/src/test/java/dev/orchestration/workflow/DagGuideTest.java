package dev.orchestration.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.dag.CycleDetectedException;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.parallel.ExecutionResult;
import dev.orchestration.workflow.parallel.ParallelExecutor;
import dev.orchestration.workflow.parallel.ParallelSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The code in docs/dag.md stands here too, is run, and prints what the page says. */
final class DagGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Path HERE =
            Path.of("orchestration-workflow/src/test/java/dev/orchestration/workflow/DagGuideTest.java");

    private record Example(String code, String output) {}

    private final PrintStream console = System.out;
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void catchWhatIsPrinted() {
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void printAgain() {
        System.setOut(console);
    }

    private static List<Example> examples() throws IOException {
        return Pattern.compile("```java\\n(.*?)```\\n```text\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/dag.md")))
                .results()
                .map(match -> new Example(match.group(1), match.group(2)))
                .filter(example -> !example.code().contains("engine."))
                .toList();
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }

    @Test
    void everyExampleOfTheGuideIsRun() throws Exception {
        theGraph();
        theFaults();
        theExecutor();
        theFailures();
        String source = squeezed(Files.readString(ROOT.resolve(HERE)));
        assertThat(examples()).hasSize(4).allMatch(example -> source.contains(squeezed(example.code())));
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .isEqualTo(examples().stream().map(Example::output).collect(Collectors.joining()));
    }

    private static void theGraph() {
        WorkflowDAG dag = WorkflowDAG.of(
                List.of("fetch", "clean", "count", "chart", "report"),
                List.of(
                        List.of(),
                        List.of("fetch"),
                        List.of("clean"),
                        List.of("clean"),
                        List.of("clean", "count", "chart")));
        System.out.println(dag.topologicalSort());
        System.out.println(dag.getExecutionLevels());
        System.out.println(dag.getTransitiveDependants("clean"));
        System.out.println(dag.transitiveReduction().getDependencies("report"));
        System.out.println(dag.criticalPath(Map.of("fetch", Duration.ofSeconds(2), "chart", Duration.ofSeconds(5))));
    }

    private static void theFaults() {
        WorkflowDAG faulty = WorkflowDAG.of(
                List.of("a", "b", "c", "c"), List.of(List.of("b"), List.of("a"), List.of("ghost", "c"), List.of()));
        faulty.validate().forEach(fault -> System.out.println(fault.message()));
        try {
            faulty.topologicalSort();
        } catch (CycleDetectedException e) {
            System.out.println(e.path());
        }
    }

    private static void theExecutor() {
        try (var executor = new ParallelExecutor(4)) {
            Map<String, ExecutionResult> results = executor.executeTasks(List.of(
                    DAGTask.of("fetch", List.of(), ctx -> {
                        ctx.context().set("words", List.of("to", "be", "or", "not", "to", "be"));
                        return 6;
                    }),
                    DAGTask.of("count", List.of("fetch"), ctx -> {
                        List<?> words = (List<?>)
                                ctx.context().get("words").orElseThrow().raw();
                        return words.stream().distinct().count();
                    }),
                    DAGTask.of("greet", "core", "echo", List.of("count"), Map.of("message", "hello"))));
            results.forEach((name, result) ->
                    System.out.println(name + " " + result.status().wire() + " " + result.result()));
        }
    }

    private static void theFailures() {
        var settings = ParallelSettings.standard()
                .withMaxWorkers(2)
                .withTaskTimeout(Duration.ofMillis(200))
                .withCallTimeout(Duration.ofMinutes(5));
        try (var executor = new ParallelExecutor(settings)) {
            var results = executor.executeTasks(
                    List.of(
                            DAGTask.of("slow", "core", "sleep", List.of(), Map.of("duration", "1h")),
                            DAGTask.of("next", List.of(), ctx -> "never"),
                            DAGTask.of("other", List.of(), ctx -> "done").withTimeout(Duration.ofMinutes(1))),
                    Map.of("next", List.of("slow")));
            results.forEach((name, result) -> System.out.println(name + " "
                    + result.status().wire() + " "
                    + (result.success() ? result.result() : result.error().message())));
        }
    }
}
