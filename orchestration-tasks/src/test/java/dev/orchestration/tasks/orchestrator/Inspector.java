package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Twins;
import java.util.HashMap;
import java.util.Map;

/** Looks after every step of a play whether what the ledgers say is within all limits, and is what the engine believes. */
final class Inspector {
    private record Seen(long commits, Hosted hosted) {}

    private final Play play;
    private final Map<ExecutionId, Seen> seen = new HashMap<>();

    Inspector(Play play) {
        this.play = play;
    }

    void look() {
        WalkedVitals.agree(play.loop, "vitals");
        int running = 0;
        for (var entry : play.ledgers.entrySet()) {
            Ledger ledger = entry.getValue();
            if (ledger.workflow != null) {
                running += ledger.count(TaskStatus.RUNNING);
                parallel(ledger);
                agree(entry.getKey(), ledger);
            }
        }
        atMost(play.slots, running, "slots");
        atMost(play.session.maxParallelTasks(), running, "tasks of the session");
        capacity("gpu", play.gpus);
        capacity("memory", 0.3);
    }

    /** Another execution is about to begin. */
    void admits() {
        long inside = play.ledgers.values().stream()
                .filter(each -> each.workflow == WorkflowStatus.RUNNING)
                .count();
        atMost(play.session.maxParallelWorkflows(), (int) inside + 1, "workflows of the session");
    }

    private static void parallel(Ledger ledger) {
        int active = ledger.count(TaskStatus.RUNNING);
        if (ledger.graph.mode == OrchestrationMode.SEQUENTIAL) {
            assertThat(active + ledger.count(TaskStatus.WAITING))
                    .as("one at a time")
                    .isLessThanOrEqualTo(1);
        }
        atMost(ledger.graph.maxParallel, active, "max_parallel");
    }

    private static void atMost(int limit, int count, String what) {
        if (count > limit) {
            throw new AssertionError(what + ": " + count + " is more than " + limit);
        }
    }

    /** A state folded anew is the live one, and both tell what the ledger tells. */
    private void agree(ExecutionId id, Ledger ledger) {
        Hosted hosted = play.loop.roster().find(id);
        Seen now = new Seen(ledger.commits(), hosted);
        if (now.equals(seen.put(id, now))) {
            return;
        }
        boolean anew = hosted == null || ledger.graph.grows;
        ExecutionPlan plan = anew ? ledger.graph.plan() : hosted.hosting().plan();
        ExecutionState folded = new ExecutionState(
                id,
                plan,
                anew
                        ? SelectionPolicy.of(ledger.graph.mode, plan)
                        : hosted.hosting().policy());
        play.store.replay(id, commit -> commit.events().forEach(folded::apply));
        if (hosted != null) {
            assertThat(Twins.difference(hosted.state(), folded))
                    .as("amnesia of " + id)
                    .isNull();
        }
        play.forecasts.get(id).compare("what was recorded", folded);
        for (int node = 0; node < ledger.known; node++) {
            if (folded.status(node) != ledger.status[node]) {
                throw new AssertionError(
                        "%s/%s is %s, not %s".formatted(id, node, folded.status(node), ledger.status[node]));
            }
        }
        assertThat(folded.lifecycle().status()).isEqualTo(ledger.workflow);
        assertThat(hosted != null || ledger.workflow.isEnded() || ledger.workflow == WorkflowStatus.PAUSED)
                .as("%s is %s and nobody hosts it", id, ledger.workflow)
                .isTrue();
    }

    /** What really runs holds what it asked for, also when nobody waits for it any more. */
    private void capacity(String resource, double capacity) {
        ResourceId id = new ResourceId(resource);
        double used = 0;
        for (AttemptKey key : play.workers.orders.keySet()) {
            var spec = play.ledgers
                    .get(key.execution())
                    .graph
                    .specs
                    .get(key.activation().node());
            for (var request : spec.resources()) {
                used += request.resource().equals(id) ? request.amount() : 0;
            }
        }
        double told = play.resources.usage(id).current();
        if (used > capacity + 1e-9 || Math.abs(told - used) > 1e-9) {
            throw new AssertionError(used + " of " + capacity + " " + resource + " in use, " + told + " told");
        }
    }
}
