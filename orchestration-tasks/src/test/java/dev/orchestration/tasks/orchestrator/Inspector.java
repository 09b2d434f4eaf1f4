package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
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
        int running = 0;
        for (var entry : play.ledgers.entrySet()) {
            Ledger ledger = entry.getValue();
            if (ledger.workflow != null) {
                running += ledger.count(TaskStatus.RUNNING);
                parallel(ledger);
                agree(entry.getKey(), ledger);
            }
        }
        assertThat(running).as("slots").isLessThanOrEqualTo(play.slots);
        assertThat(running).as("tasks of the session").isLessThanOrEqualTo(play.session.maxParallelTasks());
        capacity("gpu", play.gpus);
        capacity("memory", 0.3);
    }

    private static void parallel(Ledger ledger) {
        int active = ledger.count(TaskStatus.RUNNING);
        if (ledger.graph.mode == OrchestrationMode.SEQUENTIAL) {
            assertThat(active + ledger.count(TaskStatus.WAITING))
                    .as("one at a time")
                    .isLessThanOrEqualTo(1);
        }
        assertThat(active).as("max_parallel").isLessThanOrEqualTo(ledger.graph.maxParallel);
    }

    /** A state folded anew is the live one, and both tell what the ledger tells. */
    private void agree(ExecutionId id, Ledger ledger) {
        Hosted hosted = play.loop.hosted(id);
        Seen now = new Seen(ledger.commits(), hosted);
        if (now.equals(seen.put(id, now))) {
            return;
        }
        ExecutionState folded = new ExecutionState(
                id, hosted == null ? ledger.graph.plan() : hosted.hosting().plan(), ledger.graph.mode);
        play.store.replay(id, commit -> commit.events().forEach(folded::apply));
        if (hosted != null) {
            assertThat(Twins.difference(hosted.state(), folded))
                    .as("amnesia of " + id)
                    .isNull();
        }
        for (int node = 0; node < ledger.graph.size(); node++) {
            assertThat(folded.status(node)).as("status of %s/%s", id, node).isEqualTo(ledger.status[node]);
        }
        assertThat(folded.lifecycle().status()).isEqualTo(ledger.workflow);
        assertThat(hosted != null || ledger.workflow.isEnded() || ledger.workflow == WorkflowStatus.PAUSED)
                .as("%s is %s and nobody hosts it", id, ledger.workflow)
                .isTrue();
    }

    /** What really runs holds what it asked for, also when nobody waits for it any more. */
    private void capacity(String resource, double capacity) {
        ResourceId id = new ResourceId(resource);
        double used = play.workers.orders.values().stream()
                .map(AttemptOrder::key)
                .flatMap(key ->
                        play
                                .ledgers
                                .get(key.execution())
                                .graph
                                .specs
                                .get(key.activation().node())
                                .resources()
                                .stream())
                .filter(request -> request.resource().equals(id))
                .mapToDouble(request -> request.amount())
                .sum();
        assertThat(used).as(resource).isLessThanOrEqualTo(capacity + 1e-9);
        assertThat(play.resources.usage(id).current()).as(resource + " in use").isEqualTo(used, within(1e-9));
    }
}
