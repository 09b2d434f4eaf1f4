package dev.orchestration.workflow.parallel;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.expression.SchemaCheck;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What each task of a graph runs, looked up once. Immutable. */
final class TaskCode {
    private static final int FAULTS_SHOWN = 20;

    private final List<Action> actions = new ArrayList<>();
    private final List<ActionKind> kinds = new ArrayList<>();
    private final List<String> unknown = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();

    private TaskCode() {}

    /**
     * Looks the actions of all tasks up.
     *
     * @throws OrchestrationException {@code UNKNOWN_ACTION} naming all that are unknown, {@code BAD_PARAMETERS} naming all
     *     parameters that are wrong
     */
    static TaskCode of(WorkflowDAG dag, ActionRegistry registry) {
        TaskCode code = new TaskCode();
        for (DAGTask task : dag.tasks()) {
            Action own = task.code();
            if (own != null) {
                code.add(own, ActionKind.BLOCKING);
            } else {
                code.look(task, registry);
            }
        }
        refuse(ErrorCode.UNKNOWN_ACTION, code.unknown);
        refuse(ErrorCode.BAD_PARAMETERS, code.refused);
        return code;
    }

    private void look(DAGTask task, ActionRegistry registry) {
        Optional<ActionRegistry.Entry> entry = registry.find(task.actionName());
        if (entry.isEmpty()) {
            unknown.add("task " + Quoted.of(task.name()) + " needs the action "
                    + Quoted.of(task.actionName().toString()) + ", which is not registered"
                    + registry.suggestion(task.actionName()));
            return;
        }
        var descriptor = entry.get().descriptor();
        SchemaCheck.check(descriptor.parameters(), task.parameters())
                .forEach(fault -> refused.add(
                        "task " + Quoted.of(task.name()) + ", parameters of " + descriptor.name() + ": " + fault));
        add(entry.get().action(), descriptor.kind());
    }

    private void add(Action action, ActionKind kind) {
        actions.add(action);
        kinds.add(kind);
    }

    private static void refuse(ErrorCode code, List<String> faults) {
        if (!faults.isEmpty()) {
            int more = faults.size() - FAULTS_SHOWN;
            throw new OrchestrationException(
                    code,
                    String.join("; ", faults.subList(0, Math.min(FAULTS_SHOWN, faults.size())))
                            + (more > 0 ? "; and " + more + " more" : ""));
        }
    }

    Action action(int node) {
        return actions.get(node);
    }

    ActionKind kind(int node) {
        return kinds.get(node);
    }
}
