package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.Test;

/**
 * The owner of the step changes from thread to thread, and no message is left lying: when all threads have left, every
 * message was taken, or the guard was called.
 */
class HandOverLincheckTest {
    private static ModelCheckingOptions everyInterleaving() {
        return new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(100)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(0)
                .actorsAfter(0)
                .minimizeFailedScenario(false);
    }

    @Test
    void nothingIsLeftLyingInAnyInterleavingThatIsTried() {
        everyInterleaving().check(HandOver.class);
    }

    @Test
    void norUnderStress() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(300)
                .threads(3)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(HandOver.class);
    }

    @Test
    void anOwnerWhoDoesNotLookAgainIsFound() {
        assertThatThrownBy(() -> everyInterleaving().check(HandOver.Hasty.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("nobody comes");
    }

    @Test
    void twoOwnersAreFound() {
        assertThatThrownBy(() -> everyInterleaving().check(HandOver.TwoOwners.class))
                .isInstanceOf(LincheckAssertionError.class)
                .hasMessageContaining("two owners at once");
    }
}
