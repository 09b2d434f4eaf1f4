package dev.orchestration.workflow.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.PackageGraph;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Large graphs through the whole engine in memory: every task runs once, and none before what it depends on. The shapes
 * have as many tasks as the system property {@code orchestration.graph.tasks} says.
 */
final class HostileRunTest {
    private static final int TASKS = Integer.getInteger("orchestration.graph.tasks", 20_000);

    private enum Shape {
        CHAIN,
        FAN_OUT,
        FAN_IN,
        LADDER,
        DIAMONDS;

        private List<Integer> dependencies(int i) {
            return switch (this) {
                case CHAIN -> i == 0 ? List.of() : List.of(i - 1);
                case FAN_OUT -> i == 0 ? List.of() : List.of(0);
                case FAN_IN ->
                    i < TASKS - 1 ? List.of() : IntStream.range(0, i).boxed().toList();
                case LADDER -> i < 2 ? List.of() : List.of(i - i % 2 - 2, i - i % 2 - 1);
                case DIAMONDS -> i == 0 ? List.of() : i % 3 == 0 ? List.of(i - 2, i - 1) : List.of(i - i % 3);
            };
        }

        Map<String, List<String>> needs() {
            Map<String, List<String>> needs = new LinkedHashMap<>();
            for (int i = 0; i < TASKS; i++) {
                needs.put(
                        "t" + i,
                        dependencies(i).stream().map(before -> "t" + before).toList());
            }
            return needs;
        }
    }

    @ParameterizedTest
    @EnumSource(Shape.class)
    void everyTaskOfAShapeRunsOnceAndInOrder(Shape shape) {
        requireRun(shape.needs());
    }

    @Test
    void everyPackageOfDebianRunsOnceAndInOrder() throws IOException {
        Map<String, List<String>> needs = PackageGraph.acyclic("debian-deps.tsv");
        assertThat(needs).hasSize(59_417);
        requireRun(needs);
    }

    private static void requireRun(Map<String, List<String>> needs) {
        Map<String, Integer> numbers = new LinkedHashMap<>();
        needs.keySet().forEach(name -> numbers.put(name, numbers.size()));
        AtomicInteger moments = new AtomicInteger();
        AtomicIntegerArray starts = new AtomicIntegerArray(needs.size());
        AtomicIntegerArray ends = new AtomicIntegerArray(needs.size());
        AtomicIntegerArray runs = new AtomicIntegerArray(needs.size());
        List<DAGTask> tasks = new ArrayList<>();
        needs.forEach((name, before) -> {
            int number = numbers.get(name);
            tasks.add(DAGTask.of(name, before, ctx -> {
                starts.set(number, moments.incrementAndGet());
                runs.incrementAndGet(number);
                ends.set(number, moments.incrementAndGet());
                return null;
            }));
        });
        Map<String, ExecutionResult> results;
        try (var executor = new ParallelExecutor(4)) {
            results = executor.executeTasks(tasks);
        }
        assertThat(List.copyOf(results.keySet())).isEqualTo(List.copyOf(needs.keySet()));
        assertThat(results.values()).allMatch(ExecutionResult::success);
        assertThat(IntStream.range(0, runs.length())).allMatch(number -> runs.get(number) == 1);
        needs.forEach((name, before) -> {
            int start = starts.get(numbers.get(name));
            assertThat(before).allMatch(other -> ends.get(numbers.get(other)) < start);
        });
    }
}
