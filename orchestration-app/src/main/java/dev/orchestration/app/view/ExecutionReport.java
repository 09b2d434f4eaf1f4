package dev.orchestration.app.view;

import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.StepCounts;
import dev.orchestration.workflow.StepOrder;
import dev.orchestration.workflow.WorkflowExecution;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** One execution, told to a person: how it stands, what failed and why, what that blocks, and what to do next. */
public final class ExecutionReport {
    private static final int MAX_FAILURES = 10;
    private static final int MAX_STEPS = 200;
    private static final int WIDEST_NAME = 40;
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    private final WorkflowExecution execution;
    private final List<String> finalSteps;
    private final Places places;
    private final Style style;
    private final StringBuilder out = new StringBuilder();

    private ExecutionReport(WorkflowExecution execution, List<String> finalSteps, Places places, Style style) {
        this.execution = execution;
        this.finalSteps = finalSteps;
        this.places = places;
        this.style = style;
    }

    /** What is told at the end of a run; {@code finalSteps} are those whose outputs are shown, as nothing depends on them. */
    public static String summary(WorkflowExecution execution, List<String> finalSteps, Places places, Style style) {
        ExecutionReport report = new ExecutionReport(execution, finalSteps, places, style);
        report.headline();
        report.paused();
        return report.withItsEnd();
    }

    /** As {@link #summary}, with all steps; {@code lastly} are those of {@code finally}. */
    public static String page(
            WorkflowExecution execution,
            List<String> finalSteps,
            List<String> lastly,
            Places places,
            Style style,
            ZoneId zone) {
        ExecutionReport report = new ExecutionReport(execution, finalSteps, places, style);
        report.headline();
        report.origin(zone);
        report.steps(StepOrder.of(execution, lastly));
        return report.withItsEnd();
    }

    private String withItsEnd() {
        failures();
        OptionalFailures.lines(execution, style).forEach(this::line);
        outputs();
        NextLines.of(execution, places).forEach(this::line);
        return out.toString();
    }

    /** What is told of one among several: how it stands, in one line. */
    public static String line(WorkflowExecution execution, Style style) {
        String took = execution.duration() == null ? "" : " in " + DurationText.of(execution.duration());
        String name = Printable.line(execution.workflowName());
        Mark mark = mark(execution);
        return style.mark(mark) + " " + style.bold(name) + " " + style.paint(mark, execution.shownStatus()) + took
                + style.dot() + "steps: " + StepCounts.of(execution, style.dot()) + style.dot() + "execution "
                + execution.executionId();
    }

    private void headline() {
        line(line(execution, style));
        Failure error = execution.error();
        if (error != null && OptionalFailures.causes(execution).isEmpty()) {
            indented("  ", error.message());
        }
    }

    private static Mark mark(WorkflowExecution execution) {
        return switch (execution.status()) {
            case COMPLETED -> Mark.DONE;
            case FAILED -> Mark.FAILED;
            case CANCELLED -> wasSkipped(execution) ? Mark.SKIPPED : Mark.CANCELLED;
            case PENDING, RUNNING -> execution.interrupted() ? Mark.RETRY : Mark.RUNNING;
            case PAUSED -> Mark.RETRY;
        };
    }

    /** Whether it was to do nothing where another one of its key is under way, and that is what it did. */
    public static boolean wasSkipped(WorkflowExecution execution) {
        Failure error = execution.error();
        return error != null && error.type().equals("Skipped");
    }

    private void origin(ZoneId zone) {
        DateTimeFormatter when = WHEN.withZone(zone);
        line("  created   " + when.format(Times.instant(execution.createdAt())));
        line("  in        " + Printable.line(execution.directory()));
        if (!execution.parameters().isEmpty()) {
            line("  with      " + OutputText.of(execution.parameters()));
        }
        if (execution.requestKey() != null) {
            line("  key       " + Printable.line(execution.requestKey()));
        }
        Parent parent = execution.parent();
        if (parent != null) {
            line("  run by    step " + Printable.line(parent.step()) + " of execution " + parent.execution());
        }
        if (execution.forkedFrom() != null) {
            line("  forked    from " + Printable.line(execution.forkedFrom()));
        }
        paused();
    }

    private void paused() {
        if (execution.reason() != null && execution.status() == WorkflowStatus.PAUSED) {
            line("  paused    " + Printable.line(execution.reason()));
        }
    }

    private void steps(List<TaskResult> steps) {
        int column = 0;
        for (String name : execution.stepResults().keySet()) {
            column = Math.min(WIDEST_NAME, Math.max(column, name.length()));
        }
        int told = 0;
        for (TaskResult step : steps) {
            if (told++ == MAX_STEPS) {
                line("  " + style.more() + " and " + (execution.stepResults().size() - MAX_STEPS)
                        + " more; --json has all");
                break;
            }
            Mark mark = execution.isUndone(step) ? Mark.UNDONE : Mark.of(step.status());
            line("  " + style.markColumn(mark) + " " + padded(step.task(), column) + "  "
                    + StepDetail.of(execution, step));
        }
    }

    static List<TaskResult> failedSteps(WorkflowExecution execution) {
        return execution.stepResults().values().stream()
                .filter(step -> step.status() == TaskStatus.FAILED)
                .toList();
    }

    private void failures() {
        List<TaskResult> failed = OptionalFailures.causes(execution);
        BlockedSteps blocked = BlockedSteps.of(execution.stepResults().values());
        for (TaskResult step : failed.subList(0, Math.min(MAX_FAILURES, failed.size()))) {
            failure(step, blocked.by(step.task()));
        }
        if (failed.size() > MAX_FAILURES) {
            line("  " + style.more() + " and " + (failed.size() - MAX_FAILURES) + " more failed steps");
        }
        String whole = UndoneText.whole(execution, failed);
        if (!whole.isEmpty()) {
            line("  " + Printable.line(whole));
        }
    }

    private void failure(TaskResult step, String blocked) {
        String attempts = step.attempts() <= 1 ? "" : " after " + step.attempts() + " attempts";
        line("  " + style.mark(Mark.FAILED) + " " + style.bold(Printable.line(step.task())) + " failed" + attempts
                + " in " + DurationText.of(step.duration()));
        Failure error = step.error();
        String message = error == null ? "no reason was given" : error.message();
        indented("      ", message);
        String name = step.log();
        if (name != null
                && places.logs() != null
                && java.nio.file.Files.exists(places.logs().resolve(name))) {
            if (message.indexOf('\n') < 0) {
                indented("      | ", LogTail.of(places.logs().resolve(name), 5));
            }
            line("      log: " + places.logs().resolve(name));
        }
        String undone = UndoneText.left(execution, step);
        if (!undone.isEmpty()) {
            line("      not undone: " + Printable.line(undone) + "; undo it by hand: a retry keeps it as completed");
        }
        if (!blocked.isEmpty()) {
            line("      blocks: " + blocked);
        }
    }

    private void outputs() {
        int told = 0;
        for (String name : finalSteps) {
            TaskResult step = execution.stepResults().get(name);
            String text = step == null || !step.success() || execution.isUndone(step) ? "" : output(step);
            if (!text.isEmpty() && told++ < MAX_FAILURES) {
                String first = "  " + style.bold(Printable.line(name)) + ": ";
                if (text.indexOf('\n') < 0) {
                    line(first + text);
                } else {
                    line(first.stripTrailing());
                    indented("      ", text);
                }
            }
        }
    }

    /** One that the store has lost is no reason not to tell the rest. */
    private static String output(TaskResult step) {
        try {
            return OutputText.of(step.result());
        } catch (OrchestrationException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private static String padded(String name, int column) {
        String text = Printable.line(name);
        return text + " ".repeat(Math.max(0, column - text.length()));
    }

    private void indented(String indent, String text) {
        Printable.text(text).lines().forEach(each -> line(indent + each));
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
