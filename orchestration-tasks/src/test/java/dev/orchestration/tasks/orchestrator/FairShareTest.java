package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.TaskPriority;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions with much to do share few slots; the judge picks each start anew from what it counts itself. */
class FairShareTest {
    private static final int STEPS = 60;
    private static final int SLOTS = 7;

    /** A session with one execution whose steps are all ready; they start in the order of their numbers. */
    private static final class Guest {
        final String name;
        final double weight;
        final List<TaskPriority> priorities = new ArrayList<>();
        int next;
        int running;

        Guest(String name, Random random) {
            this.name = name;
            this.weight = 1 + random.nextInt(3);
            TaskPriority[] some = {TaskPriority.HIGH, TaskPriority.NORMAL, TaskPriority.NORMAL};
            IntStream.range(0, STEPS).forEach(i -> priorities.add(some[random.nextInt(some.length)]));
        }

        Graph graph() {
            Graph graph =
                    Graph.of(IntStream.range(0, STEPS).mapToObj(this::step).toArray(String[]::new));
            IntStream.range(0, STEPS).forEach(i -> graph.priority(step(i), priorities.get(i)));
            return graph;
        }

        String step(int number) {
            return name + "-" + number;
        }

        int rank() {
            return priorities.get(next).ordinal();
        }

        double use() {
            return running / weight;
        }
    }

    private final List<Guest> guests = new ArrayList<>();
    private final List<String> expected = new ArrayList<>();

    private void fill() {
        while (expected.size() < SLOTS) {
            Guest first = guests.stream()
                    .filter(guest -> guest.next < STEPS)
                    .min(Comparator.comparingInt(Guest::rank)
                            .thenComparingDouble(Guest::use)
                            .thenComparingInt(guest -> guest.next)
                            .thenComparing(guest -> guest.name))
                    .orElse(null);
            if (first == null) {
                return;
            }
            expected.add(first.step(first.next++));
            first.running++;
        }
    }

    private String[] someEnd(Random random) {
        List<String> ended = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3) && !expected.isEmpty(); i++) {
            String step = expected.remove(random.nextInt(expected.size()));
            guests.stream().filter(guest -> step.startsWith(guest.name)).forEach(guest -> guest.running--);
            ended.add(step);
        }
        return ended.toArray(String[]::new);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theNextIsAlwaysOfTheSessionThatUsesLeastForItsWeight(long seed) {
        Random random = new Random(seed);
        String[] before = IntStream.range(0, SLOTS).mapToObj(i -> "before" + i).toArray(String[]::new);
        Stage stage = given(Graph.of(before), SLOTS).session("before", 99, 9, 1).started();
        for (String name : List.of("e", "b", "d", "a", "c")) {
            Guest guest = new Guest(name, random);
            guests.add(guest);
            stage.session(name, 99, 9, guest.weight).startedToo(guest.graph());
        }
        stage.whenCompletes(before);
        for (fill(); !expected.isEmpty(); fill()) {
            assertThat(stage.workers.running()).as("seed %s", seed).containsExactlyInAnyOrderElementsOf(expected);
            stage.whenCompletes(someEnd(random));
        }
        stage.thenRunning();
    }
}
