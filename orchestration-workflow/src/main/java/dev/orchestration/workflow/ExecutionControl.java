package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.why.Why;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What is done to executions that were begun, and how they are looked at: a part of {@link WorkflowManager}. Thread-safe. */
abstract class ExecutionControl {
    private final Supplier<Launcher> launcher;
    private final Supplier<Executions> executions;

    /**
     * Makes the part.
     *
     * @param launcher asked for when something is done
     * @param executions asked for when something recorded is looked at
     */
    ExecutionControl(Supplier<Launcher> launcher, Supplier<Executions> executions) {
        this.launcher = launcher;
        this.executions = executions;
    }

    Launcher launcher() {
        return launcher.get();
    }

    /**
     * Goes on with an interrupted or paused execution: completed steps do not run again.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has ended; the message names the right verb
     */
    public WorkflowHandle resume(ExecutionRow row, Launch launch) {
        return launcher.get().resume(row, launch);
    }

    /**
     * Tries the failed and cancelled steps of an ended execution again, then what they blocked.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if there is nothing to try again
     */
    public WorkflowHandle retry(ExecutionRow row, Launch launch) {
        return launcher.get().retry(row, launch);
    }

    /**
     * Begins a new execution that keeps what steps of another one came to, and runs only what a change affects: the step it
     * begins from, changed steps, those that did not complete, and all that is downstream of any of these. It has the
     * parameters of its origin, and, unless the launch or another definition say otherwise, its mode.
     *
     * @param row the origin, which stays as it is
     * @throws OrchestrationException ({@code UNKNOWN_TASK}) if there is no such step, ({@code WRONG_STATE}) if nothing would
     *     run, or if the origin has not ended and a step to be kept is not settled, ({@code BAD_PARAMETERS}) if the
     *     parameters do not fit the new definition, or nothing says what to do anew
     */
    public WorkflowHandle fork(ExecutionRow row, Fork fork, Launch launch) {
        return new Forks(launcher.get(), executions.get()).fork(row, fork, launch);
    }

    /** Ends an execution for good, whether this engine carries it out or nobody does. The id is a whole one. */
    public WorkflowExecution cancel(ExecutionId id, String reason, Launch launch) {
        return launcher.get().cancel(executions.get().require(id), reason, launch);
    }

    /**
     * Ends one step of an execution, or one plain task, for good.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry the execution out, or the step has
     *     ended, ({@code UNKNOWN_TASK}) if there is no such step
     */
    public void cancelStep(ExecutionId id, String step, String reason, Launch launch) {
        interventions().cancelStep(id, step, reason, launch);
    }

    /**
     * Ends the attempts of one execution and pauses it, so that it can be resumed. Returns before it is paused.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry it out, or it has not begun
     */
    public void suspend(ExecutionId id, String reason, Launch launch) {
        interventions().suspend(id, reason, launch);
    }

    /**
     * Lets nothing new of an execution start; what runs goes on to its end. It stays paused, whatever process comes, until
     * {@link #continueExecution} or {@link #resume}. Also one that nobody carries out can be paused.
     *
     * @param reason for whoever looks at it later, null for none
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has not begun, is paused already, or has ended
     */
    public WorkflowExecution pause(ExecutionId id, @Nullable String reason, Launch launch) {
        return interventions().pause(id, reason, launch).get();
    }

    /**
     * Goes on with a paused execution, wherever it was paused.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if it is not paused
     */
    public WorkflowHandle continueExecution(ExecutionRow row, Launch launch) {
        return interventions().goOn(row, launch);
    }

    /**
     * Sends a signal to an execution: it ends the wait of the step that has waited longest for one of this name, or is kept
     * until a step does.
     *
     * @param data JSON, the output of that step; null for none
     * @throws OrchestrationException ({@code WRONG_STATE}) if it has ended, ({@code QUEUE_FULL}) if it keeps too many already
     */
    public WorkflowExecution signal(ExecutionId id, String name, @Nullable Object data, Launch launch) {
        return interventions().signal(id, name, data, launch).get();
    }

    /**
     * Answers a step that asks for approval.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) if no such step asks, ({@code
     *     BAD_PARAMETERS}) if the data does not fit its form
     */
    public WorkflowExecution approve(ExecutionId id, String step, Approval approval, Launch launch) {
        return interventions().approve(id, step, approval, launch).get();
    }

    /**
     * Decides about a step that was interrupted and whose {@code on_interrupt} is {@code manual}.
     *
     * @throws OrchestrationException ({@code UNKNOWN_TASK}, {@code WRONG_STATE}) if no such step waits for a decision
     */
    public WorkflowExecution decide(ExecutionId id, String step, Decision decision, Launch launch) {
        return interventions().decide(id, step, decision, launch).get();
    }

    /** What people do to executions; to look at one afterwards takes time where much is recorded, so that is left to the caller. */
    public Interventions interventions() {
        return new Interventions(launcher.get(), executions.get());
    }

    /** Why a step does not run now; asks the scheduler where this engine carries it out, else what is recorded. */
    public Why why(ExecutionId id, String step) {
        return launcher.get().why(id, step);
    }

    /** What the store has recorded. */
    public Executions executions() {
        return executions.get();
    }
}
