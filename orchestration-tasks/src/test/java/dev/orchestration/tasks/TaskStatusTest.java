package dev.orchestration.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table says how an activation moves, and nothing else does. */
class TaskStatusTest {
    private static Optional<TaskStatus> row(TaskStatus from, TaskSignal on) {
        return TaskStatus.moves().stream()
                .filter(move -> move.from() == from && move.on() == on)
                .map(TaskStatus.Move::to)
                .findFirst();
    }

    @ParameterizedTest
    @EnumSource
    void aSignalLeadsWhereItsRowSaysAndIsRefusedWithoutOne(TaskStatus from) {
        for (TaskSignal signal : TaskSignal.values()) {
            Optional<TaskStatus> to = row(from, signal);
            if (to.isPresent()) {
                assertThat(from.after(signal)).isEqualTo(to.get());
            } else {
                OrchestrationException refusal =
                        catchThrowableOfType(OrchestrationException.class, () -> from.after(signal));
                assertThat(refusal.code()).isEqualTo(ErrorCode.INTERNAL);
                assertThat(refusal).hasMessageContaining(from + " on " + signal);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void terminalMeansThatNoRowLeaves(TaskStatus status) {
        boolean leaves = TaskStatus.moves().stream().anyMatch(move -> move.from() == status);
        assertThat(status.isTerminal()).isNotEqualTo(leaves);
    }

    @Test
    void noSignalHasTwoRowsForOneStatus() {
        assertThat(TaskStatus.moves().stream().map(move -> move.from() + " on " + move.on()))
                .doesNotHaveDuplicates()
                .hasSize(23);
    }

    @Test
    void programsReadItInSmallLetters() {
        assertThat(TaskStatus.COMPLETED.wire()).isEqualTo("completed");
    }
}
