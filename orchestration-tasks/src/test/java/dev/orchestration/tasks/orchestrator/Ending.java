package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.List;

/** No more faults: whatever was accepted must come to an end, or visibly wait for a person. */
final class Ending {
    private static final int MOST = 400;

    private final Play play;

    Ending(Play play) {
        this.play = play;
    }

    void play() {
        for (int i = 0; i < MOST && !isOver(); i++) {
            play.forget();
            List.copyOf(play.workers.orders.values()).forEach(order -> play.acts.report(order, Outcome.COMPLETED));
            play.ledgers.keySet().forEach(play.acts::submitTask);
            play.ledgers.keySet().forEach(play.acts::goOn);
            play.step();
            play.ledgers.keySet().forEach(play.acts::close);
            play.clock.advance(Duration.ofSeconds(25));
            play.step();
        }
        play.ledgers.forEach(this::inspect);
        assertThat(play.resources.usage(new ResourceId("gpu")).current()).isZero();
        assertThat(play.resources.usage(new ResourceId("memory")).current()).isZero();
    }

    private boolean isOver() {
        return play.loop.trouble().isEmpty()
                && play.workers.orders.isEmpty()
                && play.ledgers.values().stream()
                        .allMatch(ledger -> ledger.workflow == null || ledger.workflow.isEnded());
    }

    private void inspect(ExecutionId id, Ledger ledger) {
        if (ledger.workflow == null) {
            return; // the crash came before it was accepted
        }
        ExecutionPlan plan = ledger.graph.plan();
        ExecutionState state = new ExecutionState(id, plan, SelectionPolicy.of(ledger.graph.mode, plan));
        play.store.events(id).forEach(state::apply);
        boolean decides = ledger.count(TaskStatus.WAITING) > 0;
        boolean queued = ledger.workflow == WorkflowStatus.PENDING && anybodyWaits();
        assertThat(ledger.workflow.isEnded() || decides || queued)
                .as("%s is %s: %s", id, ledger.workflow, List.of(ledger.status))
                .isTrue();
        for (TaskResult result : TaskResults.of(state).values()) {
            boolean explained =
                    result.status() != TaskStatus.BLOCKED || !result.blockedBy().isEmpty();
            assertThat(explained).as("%s is blocked by nobody", result.task()).isTrue();
        }
    }

    private boolean anybodyWaits() {
        return play.ledgers.values().stream().anyMatch(ledger -> ledger.count(TaskStatus.WAITING) > 0);
    }
}
