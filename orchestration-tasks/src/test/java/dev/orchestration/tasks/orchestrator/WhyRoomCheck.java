package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Why;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** An execution that waits for room in its session. */
final class WhyRoomCheck {
    private final long seed;
    private final ExecutionId id;
    private final Why why;

    WhyRoomCheck(long seed, ExecutionId id, Why why) {
        this.seed = seed;
        this.id = id;
        this.why = why;
    }

    private boolean isAdmittedAfter(Consumer<WhyPlay> act) {
        WhyPlay play = new WhyPlay(seed);
        act.accept(play);
        return play.state(id).lifecycle().status() != WorkflowStatus.PENDING;
    }

    void check() {
        WhyPlay before = new WhyPlay(seed);
        Set<ExecutionId> helpful = new LinkedHashSet<>();
        for (ExecutionId other : before.hostings.keySet()) {
            boolean open = !before.state(other).lifecycle().status().isEnded();
            if (!other.equals(id) && open && isAdmittedAfter(play -> play.executionEnds(other))) {
                helpful.add(other);
            }
        }
        List<Change.Act> said =
                why.changes().stream().map(change -> change.acts().get(0)).toList();
        assertThat(said.stream()
                        .filter(Change.ExecutionEnds.class::isInstance)
                        .map(act -> ((Change.ExecutionEnds) act).execution()))
                .containsExactlyInAnyOrderElementsOf(helpful);
        SessionLimits session = before.hosted.get(id).hosting().session();
        int enough = 1;
        while (enough < 10 && !raised(session, enough)) {
            enough++;
        }
        assertThat(said)
                .contains(new Change.SessionWorkflows(session.session(), session.maxParallelWorkflows() + enough));
    }

    private boolean raised(SessionLimits session, int raise) {
        return isAdmittedAfter(play -> {
            play.session(
                    session.session(),
                    limits -> new SessionLimits(
                            limits.session(),
                            limits.maxParallelTasks(),
                            limits.maxParallelWorkflows() + raise,
                            limits.weight()));
            play.step();
        });
    }
}
