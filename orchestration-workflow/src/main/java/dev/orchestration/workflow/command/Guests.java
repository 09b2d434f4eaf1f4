package dev.orchestration.workflow.command;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.workflow.WorkflowHandle;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The executions that are carried out for others, and whether more of them are taken. Thread-safe. */
final class Guests {
    @GuardedBy("this")
    private final Map<ExecutionId, WorkflowHandle> present = new LinkedHashMap<>();

    @GuardedBy("this")
    private int working;

    @GuardedBy("this")
    private boolean leaving;

    @GuardedBy("this")
    private boolean closed;

    private final CompletableFuture<Void> gone = new CompletableFuture<>();

    /** Somebody begins to work off commands; says false, and nobody may, once nothing more is taken. */
    synchronized boolean begin() {
        working += closed ? 0 : 1;
        return !closed;
    }

    /** Whoever began is done. */
    void done() {
        synchronized (this) {
            working--;
        }
        closeIfDeserted();
    }

    synchronized boolean isBusy() {
        return working > 0;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    void joined(WorkflowHandle guest) {
        synchronized (this) {
            present.put(guest.id(), guest);
        }
        var unused = guest.end().whenComplete((ended, refused) -> left(guest));
    }

    private void left(WorkflowHandle guest) {
        synchronized (this) {
            present.remove(guest.id(), guest);
        }
        closeIfDeserted();
    }

    synchronized List<ExecutionId> all() {
        return List.copyOf(present.keySet());
    }

    /** From the next moment on in which nobody is here, nobody is taken. */
    CompletableFuture<Void> leave() {
        synchronized (this) {
            leaving = true;
        }
        closeIfDeserted();
        return gone.copy();
    }

    /** Nobody is taken any more. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        gone.complete(null);
    }

    private void closeIfDeserted() {
        boolean deserted;
        synchronized (this) {
            deserted = leaving && working == 0 && present.isEmpty();
            closed |= deserted;
        }
        if (deserted) {
            gone.complete(null);
        }
    }
}
