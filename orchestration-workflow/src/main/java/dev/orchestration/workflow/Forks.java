package dev.orchestration.workflow;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.Wire;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.ParameterValues;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Begins forks: new executions that keep results of another one. Immutable. */
record Forks(Launcher launcher, Executions executions) {
    WorkflowHandle fork(ExecutionRow row, Fork fork, Launch launch) {
        WorkflowDefinition before = executions.definition(row);
        WorkflowDefinition definition = Optional.ofNullable(fork.definition()).orElse(before);
        Cone cone = new Cone(before, definition);
        requireReason(fork);
        aim(cone, definition, fork);
        List<Commit> history = kept(row.id());
        ExecutionState origin = executions.state(row, before, history);
        requireSettled(row, origin, cone);
        cone.addUnfinished(origin);
        if (cone.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "every step of execution " + row.id() + " is completed, and the definition changes none of them, so"
                            + " a fork would run nothing; name the step from which on it shall run (--from)");
        }
        Event.ExecutionCreated created = origin.lifecycle().created();
        Map<String, Object> parameters = parameters(row, definition, created);
        launcher.hostings().prepare(definition);
        OrchestrationMode mode = mode(created, before, definition, launch);
        Launch there = new Launch(
                        launch.session(),
                        launch.sessionMode(),
                        mode,
                        Hostings.directory(row, Optional.of(created.allowed()), launch),
                        Map.of(),
                        launch.started(),
                        launch.receipt())
                .withFolder(folder(launch, created));
        Heritage heritage = new Heritage(
                row.id(),
                new CompiledWorkflow(before).plan().phases(),
                history,
                cone.kept(),
                Insight.keptSignals(origin),
                writes(fork.sets()));
        Begun begun = new Begun(definition, parameters, mode, there, heritage);
        return launcher.handle(launcher.begin(begun), Origin.STARTED, launch);
    }

    /** What there is of the origin, whose large outputs stay until the fork needs them, too, although the origin is removed. */
    private List<Commit> kept(ExecutionId id) {
        List<Commit> history = executions.history(id);
        history.stream()
                .flatMap(commit -> commit.events().stream())
                .map(Event::largeOutput)
                .filter(Objects::nonNull)
                .forEach(LargeOutput::hold);
        executions.recordings().requireThere(id);
        return history;
    }

    /** That of the new definition, if it has one, else that of the origin's. */
    private static @Nullable Path folder(Launch launch, Event.ExecutionCreated created) {
        String folder = created.folder();
        return launch.folder() != null || folder == null ? launch.folder() : Path.of(folder);
    }

    private static void requireReason(Fork fork) {
        if (fork.from() == null && fork.definition() == null) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "a fork needs the step from which on it runs (--from), or a changed definition (--definition)");
        }
    }

    private static void aim(Cone cone, WorkflowDefinition definition, Fork fork) {
        String from = fork.from();
        if (from == null) {
            return;
        }
        int node = cone.find(from);
        if (node < 0) {
            List<String> known =
                    definition.steps().stream().map(WorkflowStep::name).toList();
            throw new OrchestrationException(
                    ErrorCode.UNKNOWN_TASK,
                    "workflow " + Quoted.of(definition.name()) + " has no step " + Quoted.of(from)
                            + Nearest.suggestionOrKnown(from, known));
        }
        cone.add(node);
    }

    /** What the origin still works on, the fork could neither keep nor do again. */
    private static void requireSettled(ExecutionRow row, ExecutionState origin, Cone cone) {
        if (origin.lifecycle().compensating() && !origin.lifecycle().status().isEnded()) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " has failed and is undoing what it completed; wait until it has ended");
        }
        String open = origin.lifecycle().status().isEnded() ? null : cone.unsettled(origin);
        if (open != null) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " has not ended, and its step " + Quoted.of(open)
                            + ", whose result the fork would keep, is not settled; wait until it is, cancel the"
                            + " execution, or fork from that step");
        }
    }

    private static Map<String, Object> parameters(
            ExecutionRow row, WorkflowDefinition definition, Event.ExecutionCreated created) {
        try {
            return new ParameterValues().resolve(definition, created.parameters());
        } catch (OrchestrationException e) {
            throw new OrchestrationException(
                    e.code(),
                    "a fork has the parameters of its origin, and those of execution " + row.id()
                            + " do not fit the new definition: " + e.getMessage()
                            + "; declare them as they were, give new ones a default, or run it anew",
                    e);
        }
    }

    /** The origin's, unless another one was asked for or another definition says another one. */
    private static OrchestrationMode mode(
            Event.ExecutionCreated created, WorkflowDefinition before, WorkflowDefinition definition, Launch launch) {
        OrchestrationMode asked = launch.mode();
        OrchestrationMode own = before.digest().equals(definition.digest()) ? null : definition.mode();
        OrchestrationMode first = asked != null ? asked : own;
        return first != null ? first : Wire.parse(OrchestrationMode.class, created.mode());
    }

    private static List<ContextWrite> writes(Map<String, Object> sets) {
        InputLimit.check("the values that a fork sets in the context", sets);
        List<ContextWrite> writes = new ArrayList<>(sets.size());
        sets.forEach((key, value) -> writes.add(new ContextWrite(key, JsonValue.of(value, key))));
        return writes;
    }
}
