package dev.orchestration.benchmarks.work;

import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import java.time.Duration;
import java.util.Map;

/** The rules of a host whose tasks compute and have no conditions. */
public final class TaskRules implements Rules {
    private static final Map<String, Object> NO_PARAMETERS = Map.of();

    private final AttemptWork[] works;

    public TaskRules(Tasks tasks) {
        works = new AttemptWork[tasks.graph().size()];
        for (int task = 0; task < works.length; task++) {
            int number = task;
            Action action = ctx -> {
                tasks.run(number);
                return null;
            };
            works[task] = frame -> action.run(frame.with(NO_PARAMETERS));
        }
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        return true;
    }

    @Override
    public ActionKind kind(int node) {
        return ActionKind.WORK;
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        throw new IllegalStateException("no task waits, but " + node + " was asked how long");
    }

    @Override
    public boolean stopsOnFailure() {
        return false;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        return works[node];
    }
}
