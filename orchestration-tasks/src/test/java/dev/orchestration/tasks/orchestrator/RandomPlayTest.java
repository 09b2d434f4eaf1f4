package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.EventCodec;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random graphs in random weather; what must always hold is judged by a model of its own, from the records alone. */
class RandomPlayTest {
    private static final int SEEDS_A_BLOCK = 100;

    /** Rows of the table that belong to waits which come with later issues. */
    private static final Set<TaskStatus.Move> NOT_YET =
            Set.of(new TaskStatus.Move(TaskStatus.WAITING, TaskSignal.SKIPPED, TaskStatus.SKIPPED));

    @ParameterizedTest(name = "seeds from {0}00")
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19})
    void whateverHappensTheInvariantsHold(int block) {
        for (long seed = block * (long) SEEDS_A_BLOCK; seed < (block + 1L) * SEEDS_A_BLOCK; seed++) {
            play(seed, Play.Fault.NONE, new Visits());
        }
    }

    private static List<Event> play(long seed, Play.Fault fault, Visits visits) {
        try {
            return new Play(seed, fault, visits).play();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
        }
    }

    @Test
    void aSeedGivesTheSameEventsByteForByte() {
        for (long seed = 5_000; seed < 5_100; seed++) {
            List<Event> events = play(seed, Play.Fault.NONE, new Visits());
            String text = EventCodec.encode(events);
            assertThat(EventCodec.encode(play(seed, Play.Fault.NONE, new Visits())))
                    .as("seed " + seed)
                    .isEqualTo(text);
            assertThat(EventCodec.decode(text)).isEqualTo(events);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Play.Fault.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aFaultThatIsBuiltInOnPurposeIsSeen(Play.Fault fault) {
        assertThatThrownBy(() -> {
                    for (long seed = 0; seed < 50; seed++) {
                        play(seed, fault, new Visits());
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void everyRowOfBothTablesIsUsed() {
        Visits visits = new Visits();
        for (long seed = 10_000; seed < 10_300; seed++) {
            play(seed, Play.Fault.NONE, visits);
        }
        Set<TaskStatus.Move> expected = new HashSet<>(TaskStatus.moves());
        expected.removeAll(NOT_YET);
        assertThat(visits.tasks).isEqualTo(expected);
        assertThat(new TreeSet<>(visits.workflows)).isEqualTo(workflowMoves());
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
