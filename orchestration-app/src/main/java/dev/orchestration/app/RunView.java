package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.app.view.Places;
import dev.orchestration.app.view.PlainProgress;
import dev.orchestration.app.view.Progress;
import dev.orchestration.app.view.ProgressTree;
import dev.orchestration.app.view.StepLines;
import dev.orchestration.app.view.StepTally;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.WorkflowExecution;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Shows how an execution goes on, and tells how it ended, wherever it is carried out. */
record RunView(Arguments arguments, StoreLocation location) {
    /**
     * Begins to show.
     *
     * @param expected how long it takes in microseconds by experience, null without any
     */
    Progress progress(String workflow, StepTally tally, @Nullable Long expected) {
        if (arguments.quiet()) {
            return Progress.NONE;
        }
        StepLines lines = new StepLines(tally, ZoneId.systemDefault());
        if (!err().style().terminal()) {
            return new PlainProgress(err(), tally, lines);
        }
        var subject = new ProgressTree.Subject(workflow, expected);
        return ProgressTree.start(
                err(), tally, lines, subject, arguments.caller().clock());
    }

    /**
     * Says how it ended or that it is paused, and gives the exit code.
     *
     * @param finalSteps those whose outputs are the execution's
     * @param logs the store's log folder
     */
    int tell(WorkflowExecution execution, List<String> finalSteps, Path logs) {
        Failure error = execution.error();
        if (!arguments.quiet()) {
            err().print(ExecutionReport.summary(execution, finalSteps, places(logs), err().style()));
        } else if (!arguments.json() && error != null) {
            err().line(ExecutionReport.line(execution, err().style()));
            err().line("  " + Printable.line(error.message()));
        }
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(ExecutionJson.of(execution)));
        }
        return ExitCodes.of(execution);
    }

    /** Says how one of several ended, or that it is paused. */
    void tellShortly(WorkflowExecution execution) {
        if (!arguments.quiet()) {
            err().line(ExecutionReport.line(execution, err().style()));
        }
    }

    Places places() {
        return places(null);
    }

    private Places places(@Nullable Path logs) {
        return new Places(
                arguments.caller().program(),
                location.option(),
                location.address() == null ? null : location.shown(),
                logs);
    }

    /** The engine failed while it was at work: what is recorded stands, and can be taken up again. */
    int lost(ExecutionId id, OrchestrationException e) {
        List<String> flags = Stream.of(SharedOptions.JSON, SharedOptions.DEBUG)
                .filter(arguments::has)
                .toList();
        var unused = new ErrorReport(arguments.caller(), flags).refusal(e);
        if (location.address() != null) {
            err().line("  next:  " + arguments.caller().program() + " resume " + id + location.option());
        }
        return ExitCodes.FAILED;
    }

    /** What was asked for under a key had ended before. */
    void saysThatNothingRuns(ExecutionId id) {
        say("execution " + id + " was asked for under this key before and has ended; nothing runs again");
    }

    /** A line for people, unless they want none. */
    void say(String text) {
        if (!arguments.quiet()) {
            err().line("orchestrate: " + text);
        }
    }

    /** A line of a story, unless they want none. */
    void line(String text) {
        if (!arguments.quiet()) {
            err().line(text);
        }
    }

    private Channel err() {
        return arguments.caller().err();
    }
}
