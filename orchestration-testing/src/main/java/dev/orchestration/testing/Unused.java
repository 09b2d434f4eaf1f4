package dev.orchestration.testing;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.Executions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds what a test has said of actions and steps that there are not: such a test is green for no reason. Used once. */
final class Unused {
    private final Script script;
    private final OrchestrationEngine engine;
    private final Set<String> steps = new TreeSet<>();
    private final Set<ActionName> actions = new TreeSet<>();

    private Unused(Script script, OrchestrationEngine engine) {
        this.script = script;
        this.engine = engine;
    }

    /**
     * A sentence for each name; empty if all are there, and if nobody can say any more.
     *
     * @param engine one that is open
     */
    static List<String> find(Script script, OrchestrationEngine engine) {
        if (script.onlyHere().isEmpty() && script.steps().isEmpty()) {
            return List.of();
        }
        try {
            Unused unused = new Unused(script, engine);
            unused.look();
            return unused.faults();
        } catch (OrchestrationException e) { // the store is lost, or the test has closed the engine
            return List.of();
        }
    }

    /** Throws if there are any. */
    static void tell(List<String> faults) {
        if (!faults.isEmpty()) {
            throw new AssertionError(String.join("\n", faults));
        }
    }

    private void look() {
        script.calls().forEach(call -> {
            actions.add(call.action());
            steps.add(call.step());
            steps.add(Script.plain(call.step()));
        });
        engine.store().archive().eachExecution(this::look);
    }

    private void look(ExecutionRow row) {
        Executions executions = engine.workflowManager().executions();
        steps.addAll(executions.steps(row));
        if (!QueueHosting.isQueue(row)) {
            var definition = executions.definition(row);
            definition.steps().forEach(step -> actions.add(step.task().action()));
            definition.compensations().forEach(step -> actions.add(step.task().action()));
        }
    }

    private List<String> faults() {
        List<String> faults = new ArrayList<>();
        List<String> known = engine.actions().names().stream()
                .filter(name -> !script.onlyHere().contains(name))
                .map(ActionName::toString)
                .toList();
        for (ActionName name : script.onlyHere()) {
            if (!actions.contains(name)) {
                faults.add("the test says what stands in for the action " + Quoted.of(name.toString())
                        + ", which is registered nowhere and was never called"
                        + Nearest.suggestion(name.toString(), known));
            }
        }
        for (String step : script.steps()) {
            if (!steps.contains(step) && !steps.contains(Script.plain(step))) {
                faults.add("the test says what happens in the step " + Quoted.of(step)
                        + ", which no workflow that was started has"
                        + Nearest.suggestionOrKnown(step, List.copyOf(steps)));
            }
        }
        return faults;
    }
}
