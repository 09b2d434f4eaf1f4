package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Executions that wait for their session to have room, first come first served. Confined to the loop. */
final class Lobby {
    private final Deque<Hosted> waiting = new ArrayDeque<>();
    private final Map<SessionId, Integer> admitted = new HashMap<>();
    private final Set<Hosted> inside = new HashSet<>();

    void enter(Hosted hosted) {
        waiting.add(hosted);
    }

    /** Admits whom the limits allow; a full session does not hold up another. */
    void admit(long at) {
        for (int left = waiting.size(); left > 0; left--) {
            Hosted hosted = waiting.remove();
            if (hosted.state().lifecycle().status() != WorkflowStatus.PENDING) {
                continue;
            }
            SessionLimits limits = hosted.hosting().session();
            if (admitted.getOrDefault(limits.session(), 0) < limits.maxParallelWorkflows()) {
                count(hosted);
                hosted.decide(new Signal.Admitted(at));
            } else {
                waiting.add(hosted);
            }
        }
    }

    /** The execution takes a place in its session, also when it was admitted in an earlier life. */
    void count(Hosted hosted) {
        if (inside.add(hosted)) {
            admitted.merge(hosted.hosting().session().session(), 1, Integer::sum);
        }
    }

    /** An execution gives its place back; says whether it had one. */
    boolean leave(Hosted hosted) {
        boolean had = inside.remove(hosted);
        if (had) {
            admitted.computeIfPresent(
                    hosted.hosting().session().session(), (session, count) -> count == 1 ? null : count - 1);
        }
        return had;
    }
}
