package dev.orchestration.app;

import dev.orchestration.workflow.definition.WorkflowStep;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.app.view.Places;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.List;

/** A store that is looked at. */
record StoreView(Store store, StoreLocation location, Executions executions) implements AutoCloseable {
    /** @throws UsageException if there is no store */
    static StoreView open(Arguments arguments) {
        StoreLocation location = arguments.store();
        Store store = Stores.look(location.existing());
        return new StoreView(store, location, new Executions(store.archive(), Stores.alive(store), new Definitions()));
    }

    /** The steps whose outputs are those of the execution; plain tasks have each their own. */
    List<String> finalSteps(WorkflowExecution execution, ExecutionRow row) {
        return execution.holdsPlainTasks() ? List.of() : FinalSteps.of(executions.definition(row));
    }

    /** The steps of {@code finally}. */
    List<String> lastly(WorkflowExecution execution, ExecutionRow row) {
        if (execution.holdsPlainTasks()) {
            return List.of();
        }
        WorkflowDefinition definition = executions.definition(row);
        return definition.steps().stream()
                .skip(definition.firstFinal())
                .map(WorkflowStep::name)
                .toList();
    }

    Places places(Caller caller) {
        return new Places(caller.program(), location.option(), location.shown(), store.logs());
    }

    @Override
    public void close() {
        store.close();
    }
}
