package dev.orchestration.testing;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.WorkflowExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What must be so of an execution; each method throws an {@link AssertionError} if it is not. Any test framework will do.
 * Steps are named as in results: {@code name}, or {@code name[0]} for an item.
 */
public final class RunAssert {
    private final TestRun run;

    private RunAssert(TestRun run) {
        this.run = run;
    }

    public static RunAssert assertThat(TestRun run) {
        return new RunAssert(run);
    }

    /** It has completed. */
    public RunAssert completed() {
        return hasStatus(WorkflowStatus.COMPLETED);
    }

    /** It has failed. */
    public RunAssert failed() {
        return hasStatus(WorkflowStatus.FAILED);
    }

    /** It was cancelled. */
    public RunAssert cancelled() {
        return hasStatus(WorkflowStatus.CANCELLED);
    }

    /** It is paused. */
    public RunAssert paused() {
        return hasStatus(WorkflowStatus.PAUSED);
    }

    /** It has begun and is neither paused nor over. */
    public RunAssert running() {
        return hasStatus(WorkflowStatus.RUNNING);
    }

    private RunAssert hasStatus(WorkflowStatus expected) {
        WorkflowExecution now = run.execution();
        Failure error = now.error();
        return require(
                now.status() == expected,
                "it should be " + expected.wire() + ", but is " + now.status().wire()
                        + (error == null ? "" : ": " + error.message()));
    }

    /** Each of these steps completed, and their first attempts began in this order. */
    public RunAssert ran(String... steps) {
        List<String> began = began();
        int last = -1;
        for (String step : steps) {
            status(step, TaskStatus.COMPLETED);
            int place = began.indexOf(step);
            require(
                    place > last,
                    "the steps should have begun in the order " + Arrays.toString(steps) + ", but began in " + began);
            last = place;
        }
        return this;
    }

    /** No attempt of any of these steps, or of their items, began. */
    public RunAssert didNotRun(String... steps) {
        for (String step : steps) {
            run.status(step);
            List<String> began = began().stream()
                    .filter(each -> each.equals(step) || Script.plain(each).equals(step))
                    .toList();
            require(began.isEmpty(), "step '" + step + "' should not have run, but these began: " + began);
        }
        return this;
    }

    /** Each step and item that had an attempt, in the order of their first ones. */
    private List<String> began() {
        List<String> steps = run.steps();
        List<String> began = new ArrayList<>();
        for (Event event : run.events()) {
            String step = null;
            if (event instanceof Event.AttemptStarted e) {
                step = name(e.activation().label(steps.get(e.activation().node())));
            } else if (event instanceof Event.WaitOpened e) {
                step = name(e.activation().label(steps.get(e.activation().node())));
            }
            if (step != null && !began.contains(step)) {
                began.add(step);
            }
        }
        return began;
    }

    /** Without the pass of a loop. */
    private static String name(String label) {
        return label.replaceFirst("#\\d+$", "");
    }

    /** These steps were skipped. */
    public RunAssert skipped(String... steps) {
        return all(TaskStatus.SKIPPED, steps);
    }

    /** These steps have failed. */
    public RunAssert failed(String... steps) {
        return all(TaskStatus.FAILED, steps);
    }

    /** These steps were cancelled. */
    public RunAssert cancelled(String... steps) {
        return all(TaskStatus.CANCELLED, steps);
    }

    /** These steps never started because of what became of others. */
    public RunAssert blocked(String... steps) {
        return all(TaskStatus.BLOCKED, steps);
    }

    private RunAssert all(TaskStatus expected, String... steps) {
        Arrays.stream(steps).forEach(step -> status(step, expected));
        return this;
    }

    private void status(String step, TaskStatus expected) {
        TaskStatus actual = run.status(step);
        Failure error = run.result(step).map(TaskResult::error).orElse(null);
        require(
                actual == expected,
                "step '" + step + "' should be " + expected.wire() + ", but is " + actual.wire()
                        + (error == null ? "" : " (" + error.type() + ": " + error.message() + ")"));
    }

    /** The step had so many attempts, in its last pass. */
    public RunAssert attempts(String step, int count) {
        run.status(step);
        int actual = run.result(step).map(TaskResult::attempts).orElse(0);
        return require(
                actual == count, "step '" + step + "' should have had " + count + " attempts, but had " + actual);
    }

    /** The step gave this, compared as JSON. */
    public RunAssert output(String step, @Nullable Object expected) {
        run.status(step);
        Object actual = run.output(step);
        return require(
                same(actual, expected),
                "step '" + step + "' should have given " + shown(expected) + ", but gave " + shown(actual));
    }

    /** The context has this value at this key, compared as JSON. */
    public RunAssert context(String key, @Nullable Object expected) {
        Object actual = run.execution().context().get(key);
        return require(
                same(actual, expected),
                "the context should have " + shown(expected) + " at '" + key + "', but has " + shown(actual));
    }

    /** The step failed with an error of this type. */
    public RunAssert failedWith(String step, String type) {
        status(step, TaskStatus.FAILED);
        Failure error = run.result(step).map(TaskResult::error).orElse(null);
        return require(
                error != null && error.type().equals(type),
                "step '" + step + "' should have failed with " + type + ", but failed with "
                        + (error == null ? "nothing" : error.type() + ": " + error.message()));
    }

    /** The step waits now, for this: signal, approval, decision, retry, until, child, or timer. */
    public RunAssert waitsFor(String step, String kind) {
        StepWait wait = run.execution().waits().get(step);
        String actual = wait == null ? "nothing; it is " + run.status(step).wire() : wait.kind();
        return require(
                actual.equals(kind), "step '" + step + "' should wait for a " + kind + ", but waits for " + actual);
    }

    /** It took so long from its start to its end, on the clock of the test. */
    public RunAssert took(Duration expected) {
        Long micros = run.execution().duration();
        return require(
                micros != null && micros == expected.toNanos() / 1_000,
                "it should have taken " + expected + ", but took "
                        + (micros == null ? "no time yet" : Duration.ofNanos(micros * 1_000)));
    }

    /** From its first start to its end the step took so long, on the clock of the test. */
    public RunAssert took(String step, Duration expected) {
        run.status(step);
        Long micros = run.result(step).map(TaskResult::duration).orElse(null);
        return require(
                micros != null && micros == expected.toNanos() / 1_000,
                "step '" + step + "' should have taken " + expected + ", but took "
                        + (micros == null ? "no time yet" : Duration.ofNanos(micros * 1_000)));
    }

    /** So many events of this class were recorded of it. */
    public RunAssert events(Class<? extends Event> type, int count) {
        long actual = run.events().stream().filter(type::isInstance).count();
        return require(
                actual == count,
                "there should be " + count + " of " + type.getSimpleName() + ", but there are " + actual + " in "
                        + run.events().stream()
                                .map(event -> event.getClass().getSimpleName())
                                .toList());
    }

    private RunAssert require(boolean holds, String otherwise) {
        if (!holds) {
            WorkflowExecution now = run.execution();
            List<String> steps = new ArrayList<>();
            now.stepResults()
                    .forEach((name, result) ->
                            steps.add(name + " " + result.status().wire()));
            throw new AssertionError("execution " + run.id() + " of " + now.workflowName() + ": " + otherwise
                    + "\n  steps: " + String.join(", ", steps));
        }
        return this;
    }

    private static boolean same(@Nullable Object actual, @Nullable Object expected) {
        return Objects.equals(actual, Json.freeze(expected, "what is expected"));
    }

    private static String shown(@Nullable Object value) {
        return value == null ? "null" : Json.write(Json.freeze(value, "the value"));
    }
}
