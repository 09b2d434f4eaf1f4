package dev.orchestration.core;

import static dev.orchestration.core.SessionStatus.ACTIVE;
import static dev.orchestration.core.SessionStatus.CANCELLED;
import static dev.orchestration.core.SessionStatus.COMPLETED;
import static dev.orchestration.core.SessionStatus.FAILED;
import static dev.orchestration.core.SessionStatus.PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SessionStatusTest {
    private static SessionStatus[] after(SessionStatus from) {
        return Arrays.stream(SessionStatus.values()).filter(from::canBecome).toArray(SessionStatus[]::new);
    }

    @Test
    void aSessionMovesByTheTableAlone() {
        assertThat(after(PENDING)).containsExactly(ACTIVE, COMPLETED, CANCELLED);
        assertThat(after(ACTIVE)).containsExactly(COMPLETED, CANCELLED, FAILED);
    }

    @Test
    void whatHasEndedNeverMovesAgain() {
        assertThat(SessionStatus.values())
                .filteredOn(SessionStatus::isEnded)
                .containsExactly(COMPLETED, CANCELLED, FAILED);
    }
}
