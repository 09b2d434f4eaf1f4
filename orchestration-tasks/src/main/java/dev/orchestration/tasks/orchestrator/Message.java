package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Something for the loop to take in: a small act that runs on the loop, at the time of the step. Posted at most once. */
abstract class Message {
    /** The one posted before it, while it lies in the inbox; after the turning round, the one after it. */
    @Nullable
    Message next;

    /** Whether it counts against the limit for those outside; said before it is posted. */
    boolean counted;

    abstract void deliver(Loop loop);

    /** Called instead where the loop has stopped or cannot record; whoever waits for an answer gets this one. */
    void refuse(OrchestrationException why) {}

    /** Whether it is for a loop that cannot record, too. */
    boolean isUrgent() {
        return false;
    }

    static Message urgent(Consumer<Loop> act) {
        return new Message() {
            @Override
            void deliver(Loop loop) {
                act.accept(loop);
            }

            @Override
            boolean isUrgent() {
                return true;
            }
        };
    }

    static Message of(Consumer<Loop> act) {
        return new Message() {
            @Override
            void deliver(Loop loop) {
                act.accept(loop);
            }
        };
    }
}
