package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs in random weather; what must always hold is judged by a model of its own, from the records alone. */
class RandomPlayTest {
    private static final int BLOCKS = 20;

    /** The campaign takes more. */
    private static final int SEEDS = Integer.getInteger("orchestration.plays", 2_000);

    @ParameterizedTest(name = "block {0}")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void whateverHappensTheInvariantsHoldAndTheModelAgrees(int block) {
        for (long seed = block; seed < SEEDS; seed += BLOCKS) {
            play(seed, Sabotage.NONE, new Visits());
        }
    }

    private static List<Event> play(long seed, Sabotage sabotage, Visits visits) {
        try {
            return new Play(seed, sabotage, visits).play();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    @Test
    void aSeedGivesTheSameEventsByteForByte() {
        for (long seed = 5_000; seed < 5_100; seed++) {
            List<Event> events = play(seed, Sabotage.NONE, new Visits());
            String text = EventCodec.encode(events);
            assertThat(EventCodec.encode(play(seed, Sabotage.NONE, new Visits())))
                    .as("seed " + seed)
                    .isEqualTo(text);
            assertThat(EventCodec.decode(text)).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.3, 1})
    void whoForgetsEverythingBetweenTwoStepsDoesTheSame(double often) {
        for (long seed = 20_000; seed < 20_000 + SEEDS / 8; seed++) {
            String remembered = EventCodec.encode(play(seed, Sabotage.NONE, new Visits()));
            String forgotten = EventCodec.encode(new Play(seed, Sabotage.NONE, new Visits())
                    .forgetting(often)
                    .play());
            assertThat(forgotten).as("seed " + seed).isEqualTo(remembered);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Sabotage.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void sabotageIsSeen(Sabotage sabotage) {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < 300; seed++) {
                        play(seed, sabotage, new Visits());
                    }
                })
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(sabotage.objection);
    }

    @Test
    void everyRowOfBothTablesIsUsed() {
        Visits visits = new Visits();
        for (long seed = 10_000; seed < 10_300; seed++) {
            play(seed, Sabotage.NONE, visits);
        }
        // Nothing here is a fork: KeptNodesTest goes through the rows of those.
        Set<TaskSignal> ofForks = Set.of(TaskSignal.KEPT, TaskSignal.KEPT_SKIPPED);
        assertThat(visits.tasks)
                .containsExactlyInAnyOrderElementsOf(TaskStatus.moves().stream()
                        .filter(move -> !ofForks.contains(move.on()))
                        .toList());
        assertThat(new TreeSet<>(visits.workflows)).isEqualTo(workflowMoves());
    }

    @Test
    void waitsEndInEveryWayThereIs() {
        Set<String> ways = new TreeSet<>();
        for (long seed = 10_000; seed < 10_300; seed++) {
            for (Event event : play(seed, Sabotage.NONE, new Visits())) {
                if (event instanceof Event.WaitEnded e) {
                    ways.add(e.how());
                }
            }
        }
        assertThat(ways).containsExactly("answered", "due", "expired", "rejected", "retry");
    }

    private static Set<String> workflowMoves() {
        Set<String> moves = new TreeSet<>();
        for (WorkflowStatus from : WorkflowStatus.values()) {
            for (WorkflowStatus to : WorkflowStatus.values()) {
                if (from.canBecome(to)) {
                    moves.add(from + " to " + to);
                }
            }
        }
        return moves;
    }
}
