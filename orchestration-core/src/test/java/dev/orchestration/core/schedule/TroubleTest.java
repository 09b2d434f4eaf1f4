package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TroubleTest {
    private final List<String> warnings = new ArrayList<>();
    private final Trouble trouble = new Trouble(warnings::add);

    private void in(String who) {
        trouble.in(who, new OrchestrationException(ErrorCode.STORE_FULL, "the disk is full"));
    }

    @Test
    void theSameTroubleOfSeveralIsToldOnceForAsLongAsItLasts() {
        in("a");
        in("b");
        trouble.over("a");
        in("a");
        assertThat(warnings).containsExactly("schedules wait: the disk is full");
        trouble.over("a");
        trouble.over("b");
        in("a");
        assertThat(warnings).hasSize(2);
    }

    @Test
    void whoDoesNotWaitAnyMoreSilencesNobody() {
        in("removed");
        trouble.onlyOf(Set.of("b"));
        in("b");
        assertThat(warnings).hasSize(2);
    }

    @Test
    void thatNoneCanBeLookedAtLastsUntilOneLookSucceeds() {
        in(Trouble.ALL);
        trouble.onlyOf(Set.of());
        in(Trouble.ALL);
        assertThat(warnings).hasSize(1);
    }
}
