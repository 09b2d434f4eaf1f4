package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The workflows that are known by name. Thread-safe. */
final class WorkflowRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowRegistry.class);

    private final Map<String, RegisteredWorkflow> workflows = new ConcurrentSkipListMap<>();
    private final Definitions definitions;

    WorkflowRegistry(Definitions definitions) {
        this.definitions = definitions;
    }

    void add(WorkflowDefinition definition) {
        add(new RegisteredWorkflow(definition, null));
    }

    private void add(RegisteredWorkflow workflow) {
        WorkflowDefinition definition = workflow.definition();
        RegisteredWorkflow before = workflows.put(definition.name(), workflow);
        if (before != null && !before.definition().digest().equals(definition.digest())) {
            LOG.warn("workflow {} was registered before and is replaced", definition.name());
        }
    }

    WorkflowDefinition load(Path file) {
        WorkflowDefinition definition = definitions.load(file, Optional.empty());
        add(new RegisteredWorkflow(definition, file.toAbsolutePath().getParent()));
        return definition;
    }

    Optional<RegisteredWorkflow> find(String name) {
        return Optional.ofNullable(workflows.get(name));
    }

    /** @throws OrchestrationException ({@code WORKFLOW_NOT_FOUND}) naming the known ones */
    RegisteredWorkflow require(String name) {
        return find(name)
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.WORKFLOW_NOT_FOUND,
                        "no workflow " + Quoted.of(name) + " is registered"
                                + Nearest.suggestionOrKnown(name, List.copyOf(workflows.keySet()))));
    }

    List<WorkflowDefinition> all() {
        return workflows.values().stream().map(RegisteredWorkflow::definition).toList();
    }

    boolean remove(String name) {
        return workflows.remove(name) != null;
    }
}
