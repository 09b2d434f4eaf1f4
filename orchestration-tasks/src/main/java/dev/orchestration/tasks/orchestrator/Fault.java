package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import org.jspecify.annotations.Nullable;

/**
 * Why an engine records nothing ever again. As soon as nothing of it runs any more, it gives the store up, so that another
 * process can go on with the work. Confined to the loop, apart from {@link #reason}.
 */
final class Fault {
    private final Runnable giveUp;
    private volatile @Nullable OrchestrationException reason;
    private boolean givenUp;

    /** @param giveUp ends the ownership of the store; called once */
    Fault(Runnable giveUp) {
        this.giveUp = giveUp;
    }

    /** Null as long as all goes well; any thread may ask. */
    @Nullable
    OrchestrationException reason() {
        return reason;
    }

    boolean isOn() {
        return reason != null;
    }

    void begin(OrchestrationException why) {
        reason = why;
    }

    /** @param running whether attempts of this engine still run, be it only one that ignores its interruption */
    void afterStep(boolean running) {
        if (reason != null && !running && !givenUp) {
            givenUp = true;
            giveUp.run();
        }
    }
}
