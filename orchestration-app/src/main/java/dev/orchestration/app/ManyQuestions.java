package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.Executions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What the steps of several executions ask of people, each told with its workflow and the command that answers. Thread-safe. */
final class ManyQuestions {
    private final RunView view;
    private final Map<ExecutionId, Questions> all = new ConcurrentHashMap<>();

    ManyQuestions(RunView view) {
        this.view = view;
    }

    /** From now on those of this execution are told. */
    Questions of(ExecutionRow row, Executions executions) {
        return all.computeIfAbsent(
                row.id(),
                id -> new Questions(view, executions.definition(row), lines(Printable.line(row.workflow()) + ": ")));
    }

    /** What was committed to one of them, or to another execution, which is nothing to tell. */
    void heard(ExecutionId execution, List<Event> events) {
        Questions questions = all.get(execution);
        if (questions != null) {
            questions.heard(execution, events);
        }
    }

    /** It has ended. */
    void forget(ExecutionId execution) {
        all.remove(execution);
    }

    private Progress lines(String before) {
        return new Progress() {
            @Override
            public void committed(List<Event> events) {}

            @Override
            public void say(String text) {
                view.say(before + text);
            }

            @Override
            public void close() {}
        };
    }
}
