package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.orchestrator.Birth;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An execution that begins to be. Immutable.
 *
 * @param parameters all of them, with their defaults
 * @param heritage what it takes over of the execution of which it is a fork, null for none
 */
record Begun(
        WorkflowDefinition definition,
        Map<String, Object> parameters,
        OrchestrationMode mode,
        Launch launch,
        @Nullable Heritage heritage)
        implements Birth {
    Begun(WorkflowDefinition definition, Map<String, Object> parameters, OrchestrationMode mode, Launch launch) {
        this(definition, parameters, mode, launch, null);
    }

    @Override
    public Event.ExecutionCreated created(ExecutionId id, long at) {
        Path folder = launch.folder();
        return new Event.ExecutionCreated(
                at,
                definition.name(),
                definition.digest(),
                parameters,
                launch.session().session().value(),
                mode.wire(),
                id.seed(),
                launch.directory().root().toString(),
                launch.directory().allowed().stream().map(Path::toString).toList(),
                launch.key(),
                heritage == null ? null : heritage.origin().value(),
                launch.parent(),
                folder == null ? null : folder.toAbsolutePath().normalize().toString(),
                launch.trace());
    }

    @Override
    public List<Event> then(long at) {
        List<Event> events = new ArrayList<>();
        if (launch.fresh()) {
            events.add(Freshness.noted(at));
        }
        if (heritage != null) {
            events.addAll(heritage.events(at));
        }
        return events;
    }
}
