package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExecutionFoldsTest {
    private final OrchestrationEngine engine = OrchestrationEngine.builder().build();

    /** What a follower saw: how many events, and the state after the last one. */
    private static final class Seen implements ExecutionFolds.Follower {
        private final List<Event> events = new ArrayList<>();
        private int begun;
        private boolean there = true;
        private ExecutionState last;

        @Override
        public boolean isThere() {
            return there;
        }

        @Override
        public void follows(ExecutionState state) {
            begun++;
        }

        @Override
        public void happened(ExecutionState state, Event event, long writesBefore) {
            events.add(event);
            last = state;
        }
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private List<Commit> history() {
        engine.workflowManager()
                .createWorkflow(new Definitions()
                        .parse(
                                "name: w\nsteps: [{name: a, action: core.noop},"
                                        + " {name: b, action: core.noop, dependencies: [a]},"
                                        + " {name: c, action: core.noop, dependencies: [b]}]",
                                "w"));
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        WorkflowHandle run = engine.executeWorkflow("w", Map.of(), session.id());
        run.await(Duration.ofSeconds(60));
        List<Commit> history = new ArrayList<>();
        engine.store().archive().replay(run.id(), history::add);
        assertThat(history).hasSizeGreaterThan(3);
        return history;
    }

    private ExecutionFolds folds(Seen seen) {
        return new ExecutionFolds(() -> engine.workflowManager().executions(), seen);
    }

    private static void assertCompleted(ExecutionState state) {
        for (int node = 0; node < 3; node++) {
            assertThat(state.status(node)).isEqualTo(TaskStatus.COMPLETED);
        }
    }

    @Test
    void whoHearsAllReadsNothingTwice() {
        Seen seen = new Seen();
        ExecutionFolds folds = folds(seen);
        List<Commit> history = history();
        history.forEach(folds::committed);
        assertThat(seen.events)
                .isEqualTo(history.stream().flatMap(commit -> commit.events().stream()).toList());
        assertThat(seen.begun).isEqualTo(1);
        assertCompleted(seen.last);
    }

    @Test
    void whoMissesACommitReadsWhatItMissedAndIsRightAgain() {
        Seen seen = new Seen();
        ExecutionFolds folds = folds(seen);
        List<Commit> history = new ArrayList<>(history());
        history.remove(1);
        history.forEach(folds::committed);
        assertThat(seen.begun).isEqualTo(2);
        assertCompleted(seen.last);
    }

    @Test
    void whoComesAtTheEndSeesTheEnd() {
        Seen seen = new Seen();
        ExecutionFolds folds = folds(seen);
        List<Commit> history = history();
        seen.there = false;
        history.subList(0, history.size() - 1).forEach(folds::committed);
        assertThat(seen.events).isEmpty();
        seen.there = true;
        folds.committed(history.get(history.size() - 1));
        assertCompleted(seen.last);
    }
}
