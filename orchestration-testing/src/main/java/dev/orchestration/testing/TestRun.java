package dev.orchestration.testing;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.Approval;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One execution under test, in whatever life of its engine. Confined to the thread of the test. */
public final class TestRun {
    /** Kinds of waits that somebody ends. */
    private static final Set<String> BY_SOMEBODY = Set.of("signal", "approval", "decision");

    private final TestEngine test;
    private final ExecutionId id;

    TestRun(TestEngine test, ExecutionId id) {
        this.test = test;
        this.id = id;
    }

    public ExecutionId id() {
        return id;
    }

    private WorkflowManager manager() {
        return test.engine().workflowManager();
    }

    private ExecutionRow row() {
        return manager().executions().require(id);
    }

    /** The execution as it is recorded now. */
    public WorkflowExecution execution() {
        return manager().executions().view(row());
    }

    /** Its events as they are recorded now, in order. */
    public List<Event> events() {
        return test.engine().store().archive().events(id);
    }

    /** The names of its steps and of what undoes them, by the index that events name. */
    public List<String> steps() {
        return manager().executions().steps(row());
    }

    /**
     * Lets time pass until it has ended.
     *
     * @throws AssertionError if it will not end by itself, saying what it waits for
     */
    public TestRun toEnd() {
        return until(() -> row().status().isEnded(), "it has not ended");
    }

    /**
     * Lets time pass until this step, or item, waits for somebody: a signal, an approval, a decision.
     *
     * @throws AssertionError if that will not be by itself
     */
    public TestRun untilWaiting(String step) {
        return until(() -> waitsForSomebody(step), "step '" + step + "' waits for nobody");
    }

    /**
     * Lets time pass until this step, or item, has ended, in whatever way.
     *
     * @throws AssertionError if that will not be by itself
     */
    public TestRun untilEnded(String step) {
        return until(() -> isOver(step), "step '" + step + "' has not ended");
    }

    private boolean waitsForSomebody(String step) {
        WorkflowExecution now = execution();
        StepWait wait = now.waits().get(step);
        boolean forSomebody = wait != null && BY_SOMEBODY.contains(wait.kind());
        return forSomebody || isOver(now, step);
    }

    private boolean isOver(String step) {
        return isOver(execution(), step);
    }

    private static boolean isOver(WorkflowExecution now, String step) {
        TaskResult result = now.stepResults().get(step);
        return result != null && result.status().isTerminal();
    }

    private TestRun until(BooleanSupplier done, String not) {
        test.lab().check();
        // What is recorded although the engine does not know it yet is over only once it does.
        BooleanSupplier known = () -> done.getAsBoolean()
                && test.engine().taskOrchestrator().trouble().isEmpty();
        String why = test.lab().life().drive().play(known);
        if (!why.isEmpty()) {
            throw new AssertionError("execution " + id + " of " + row().workflow() + ": " + not + ", and " + why + ": "
                    + Stillness.of(execution(), test));
        }
        return this;
    }

    /** What the step gave, null if it has no output (yet). */
    public @Nullable Object output(String step) {
        return result(step).map(TaskResult::result).orElse(null);
    }

    /** What became of a step, or item; empty if there is none of this name. */
    public Optional<TaskResult> result(String step) {
        return Optional.ofNullable(execution().stepResults().get(step));
    }

    /** Sends it a signal. */
    public TestRun signal(String name, @Nullable Object data) {
        return act(() -> Objects.requireNonNull(manager().signal(id, name, data, test.launch())));
    }

    /** Approves what a step asks. */
    public TestRun approve(String step) {
        return answer(step, new Approval(true, null, null));
    }

    /** Approves what a step asks, with the data that its form asks for. */
    public TestRun approve(String step, @Nullable Object data) {
        return answer(step, new Approval(true, data, null));
    }

    /** Rejects what a step asks. */
    public TestRun reject(String step, String comment) {
        return answer(step, new Approval(false, null, comment));
    }

    private TestRun answer(String step, Approval approval) {
        return act(() -> Objects.requireNonNull(manager().approve(id, step, approval, test.launch())));
    }

    /** Decides about a step that was interrupted and is left to people. */
    public TestRun decide(String step, Decision decision) {
        return act(() -> Objects.requireNonNull(manager().decide(id, step, decision, test.launch())));
    }

    /** Ends it for good. */
    public TestRun cancel(String reason) {
        return act(() -> Objects.requireNonNull(manager().cancel(id, reason, test.launch())));
    }

    /** Lets nothing new of it start. */
    public TestRun pause() {
        return act(() -> Objects.requireNonNull(manager().pause(id, null, test.launch())));
    }

    /** Goes on with it where it was paused. */
    public TestRun goOn() {
        return act(() -> Objects.requireNonNull(manager().continueExecution(row(), test.launch())));
    }

    /** Tries its failed and cancelled steps again. */
    public TestRun retry() {
        return act(() -> Objects.requireNonNull(manager().retry(row(), test.launch())));
    }

    private TestRun act(Runnable act) {
        test.lab().check();
        test.acts().once(test.lab().commits(), act);
        return this;
    }

    TestEngine test() {
        return test;
    }

    TaskStatus status(String step) {
        return result(step)
                .map(TaskResult::status)
                .orElseThrow(() -> new AssertionError("execution " + id + " has no step '" + step + "'; it has "
                        + execution().stepResults().keySet()));
    }
}
