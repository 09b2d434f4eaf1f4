package dev.orchestration.store.postgres;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.OrchestrationException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Why ownership is lost, once it is, and who is to be told. The first reason stays. Thread-safe. */
final class Loss {
    @GuardedBy("this")
    private @Nullable OrchestrationException reason;

    @GuardedBy("this")
    private @Nullable Consumer<OrchestrationException> listener;

    /** Null while ownership is not lost. */
    synchronized @Nullable OrchestrationException reason() {
        return reason;
    }

    /** Gives the reason that counts. */
    synchronized OrchestrationException happened(OrchestrationException why) {
        reason = reason == null ? why : reason;
        return reason;
    }

    /** Has {@code other} told, once; at once if it is lost already. */
    void listen(Consumer<OrchestrationException> other) {
        synchronized (this) {
            listener = other;
        }
        tell();
    }

    /** Tells the listener, if there is something to tell and it was not told. */
    void tell() {
        Consumer<OrchestrationException> told;
        OrchestrationException why;
        synchronized (this) {
            told = listener;
            why = reason;
            listener = why == null ? told : null;
        }
        if (told != null && why != null) {
            told.accept(why);
        }
    }
}
