package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.ExecutionReport;
import dev.orchestration.app.view.Places;
import dev.orchestration.app.view.PlainProgress;
import dev.orchestration.app.view.Progress;
import dev.orchestration.app.view.ProgressTree;
import dev.orchestration.app.view.StepLines;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.time.ZoneId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Carries one execution out in this process while the caller watches, and tells how it ended. */
final class ForegroundRun {
    /** Listeners are told after whoever waits; they get this long to say the last words. */
    private static final long LAST_WORDS_SECONDS = 5;

    private final Arguments arguments;
    private final EngineSetup setup;
    private final OrchestrationEngine engine;
    private final CompletableFuture<Void> lastEvent = new CompletableFuture<>();

    ForegroundRun(Arguments arguments, EngineSetup setup, OrchestrationEngine engine) {
        this.arguments = arguments;
        this.setup = setup;
        this.engine = engine;
    }

    /** Returns the exit code when the execution has ended or is paused. */
    int carryOut(Prepared prepared) {
        Progress progress = progress(prepared);
        try (Interruption interruption = Interruption.guard(() -> suspend(progress))) {
            WorkflowHandle handle;
            try {
                engine.registerEventHandler((execution, events) -> hear(events, progress));
                handle = prepared.start().get();
            } catch (OrchestrationException e) {
                if (interruption.happened()) {
                    return interruption.finish(ExitCodes.INTERRUPTED);
                }
                throw e;
            }
            return interruption.finish(follow(handle, prepared, progress));
        } finally {
            progress.close();
        }
    }

    private void suspend(Progress progress) {
        progress.close();
        if (!arguments.quiet()) {
            err().line("orchestrate: interrupted; ending what runs (again Ctrl-C: at once)");
        }
        engine.suspend("interrupted");
    }

    private void hear(List<Event> events, Progress progress) {
        progress.committed(events);
        for (Event event : events) {
            if (event instanceof Event.ExecutionEnded || event instanceof Event.ExecutionPaused) {
                lastEvent.complete(null);
            }
        }
    }

    private int follow(WorkflowHandle handle, Prepared prepared, Progress progress) {
        WorkflowExecution execution;
        try {
            execution = handle.await(null);
            lastEvent
                    .completeOnTimeout(null, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (OrchestrationException e) {
            progress.close();
            return lost(handle, e);
        }
        progress.close();
        if (!arguments.quiet()) {
            err().print(ExecutionReport.summary(
                    execution, FinalSteps.of(prepared.definition()), places(), err().style()));
        }
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(ExecutionJson.of(execution)));
        }
        return ExitCodes.of(execution);
    }

    /** The engine failed while it was at work: what is recorded stands, and can be taken up again. */
    private int lost(WorkflowHandle handle, OrchestrationException e) {
        new ErrorReport(arguments.caller(), flags()).refusal(e);
        if (setup.location().address() != null) {
            err().line("  next:  " + arguments.caller().program() + " resume " + handle.id()
                    + setup.location().option());
        }
        return ExitCodes.FAILED;
    }

    private List<String> flags() {
        return java.util.stream.Stream.of(SharedOptions.JSON, SharedOptions.DEBUG)
                .filter(arguments::has)
                .toList();
    }

    private Places places() {
        boolean kept = setup.location().address() != null;
        return new Places(
                arguments.caller().program(),
                setup.location().option(),
                kept ? setup.location().shown() : null,
                engine.store().logs());
    }

    private Progress progress(Prepared prepared) {
        if (arguments.quiet()) {
            return Progress.NONE;
        }
        StepLines lines = new StepLines(prepared.tally(), ZoneId.systemDefault());
        if (!err().style().terminal()) {
            return new PlainProgress(err(), prepared.tally(), lines);
        }
        var subject = new ProgressTree.Subject(prepared.definition().name(), prepared.expected());
        return ProgressTree.start(
                err(), prepared.tally(), lines, subject, arguments.caller().clock());
    }

    private Channel err() {
        return arguments.caller().err();
    }
}
