package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.action.PayloadLimit;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.WaitAsks;
import dev.orchestration.tasks.decide.WaitReader;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.MeanwhileException;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.SchemaFault;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What people do to executions under way, each giving a look at what came of it, which reads the whole history; see the
 * methods of {@link WorkflowManager} of the same names. Of what is carried out here nothing is read but its state in the loop. One that nobody
 * carries out is taken up for a moment in which nothing of it starts, and then left as if its process had been interrupted.
 * Thread-safe.
 */
public final class Interventions {
    /** As a Ctrl-C leaves it: {@code resume --all} goes on with it. */
    private static final String LEFT = "interrupted";

    /** Whoever takes the execution up at this very moment is done with that before this is exhausted. */
    private static final int TRIES = 10;

    private final Launcher launcher;
    private final Executions executions;

    Interventions(Launcher launcher, Executions executions) {
        this.launcher = launcher;
        this.executions = executions;
    }

    /** As {@link WorkflowManager#pause}. */
    public Supplier<WorkflowExecution> pause(ExecutionId id, @Nullable String reason, Launch launch) {
        String why = "paused by " + launch.by() + (reason == null ? "" : ": " + reason);
        return ask(id, PauseAsks.pause(why), launch, "pause");
    }

    WorkflowHandle goOn(ExecutionRow row, Launch launch) {
        if (row.status() != WorkflowStatus.PAUSED) {
            String is =
                    executions.interrupted(row) ? "interrupted" : row.status().wire();
            boolean again = row.status() == WorkflowStatus.FAILED || row.status() == WorkflowStatus.CANCELLED;
            String remedy = is.equals("interrupted") ? "resume" : again ? "retry" : "";
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "execution " + row.id() + " is " + is + ", so there is nothing to continue"
                            + (remedy.isEmpty()
                                    ? ""
                                    : "; `orchestrate " + remedy + " " + row.id() + "` goes on with it"));
        }
        return launcher.resume(row, launch);
    }

    /** As {@link WorkflowManager#signal}. */
    public Supplier<WorkflowExecution> signal(ExecutionId id, String name, @Nullable Object data, Launch launch) {
        String checked = WaitReader.signalName(name);
        bound("the data of the signal", data);
        Ask ask = WaitAsks.signal(checked, Json.freeze(data, "the data"), launch.by());
        return ask(id, ask, launch, "signal");
    }

    /** As {@link WorkflowManager#approve}. */
    public Supplier<WorkflowExecution> approve(ExecutionId id, String step, Approval approval, Launch launch) {
        bound("data and comment", Arrays.asList(approval.data(), approval.comment()));
        Event.WaitOpened wait = requireApproval(id, step);
        if (approval.approved()) {
            checkForm(step, wait.form(), approval.data());
        }
        WaitAsks.Answer answer =
                new WaitAsks.Answer(approval.approved(), approval.data(), approval.comment(), launch.by());
        return ask(id, WaitAsks.answer(step, wait.activation(), answer), launch, "approve");
    }

    /** What the step asks, where the execution is carried out, or as far as it is recorded. */
    private Event.WaitOpened requireApproval(ExecutionId id, String step) {
        Event.WaitOpened live = launcher.look(id, state -> WaitAsks.requireApproval(state, step));
        return live == null ? WaitAsks.requireApproval(executions.state(executions.require(id)), step) : live;
    }

    /** As {@link WorkflowManager#decide}. */
    public Supplier<WorkflowExecution> decide(ExecutionId id, String step, Decision decision, Launch launch) {
        return ask(id, WaitAsks.decide(step, decision, launch.by()), launch, "decide");
    }

    /** Off the loop, as a form may take its time; an open wait never changes its form. */
    @SuppressWarnings("unchecked") // a map that was read as JSON has text keys
    private static void checkForm(String step, @Nullable Object form, @Nullable Object data) {
        List<SchemaFault> faults =
                form instanceof Map<?, ?> schema ? SchemaCheck.check((Map<String, Object>) schema, data) : List.of();
        if (!faults.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the data does not fit the form of step " + Quoted.of(step) + ": "
                            + faults.stream().map(SchemaFault::toString).collect(Collectors.joining("; "))
                            + "; give it with --data as JSON, for " + Json.write(form));
        }
    }

    private static void bound(String what, @Nullable Object value) {
        int size = Json.write(value).length();
        if (size > PayloadLimit.MAX) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    what + ": " + size + " characters of JSON, more than " + PayloadLimit.MAX
                            + "; write large values to a file and pass its path");
        }
    }

    void cancelStep(ExecutionId id, String step, String reason, Launch launch) {
        launcher.desk().cancelStep(id, step, launch.by(), reason, launch.receipt());
    }

    void suspend(ExecutionId id, String reason, Launch launch) {
        launcher.desk().suspend(id, reason, launch.receipt());
    }

    /** Asks it where it is carried out, or where nobody does, in passing. */
    private Supplier<WorkflowExecution> ask(ExecutionId id, Ask ask, Launch launch, String verb) {
        for (int tries = 1; ; tries++) {
            if (launcher.desk().ask(id, ask, launch.receipt()).isPresent()) {
                return () -> executions.view(executions.require(id));
            }
            try {
                // After the look at the loop, which it may just have left.
                WorkflowExecution left = inPassing(executions.require(id), ask, launch, verb);
                return () -> left;
            } catch (MeanwhileException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private WorkflowExecution inPassing(ExecutionRow row, Ask ask, Launch launch, String verb) {
        Ask found = (state, at) -> {
            if (state.lifecycle().status() == WorkflowStatus.PENDING) {
                return new Signal.Admitted(at);
            }
            // What its process left paused is paused by nobody; what a person paused stays so.
            var paused = state.lifecycle().paused();
            boolean left = paused != null && Executions.isEndOfOwner(paused.reason());
            return new Signal.Recovered(at, verb, left);
        };
        Ask leave = (state, at) -> new Signal.SuspendAsked(at, LEFT);
        Accepted accepted = launcher.host(row, executions.definition(row), launch, List.of(found, ask, leave));
        return launcher.handle(accepted, Origin.STARTED, launch).await(null);
    }
}
