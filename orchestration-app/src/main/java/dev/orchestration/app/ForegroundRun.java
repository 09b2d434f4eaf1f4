package dev.orchestration.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.app.view.Progress;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.tasks.orchestrator.UndecidedException;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.command.Commands;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Carries one execution out in this process while the caller watches, and tells how it ended. */
final class ForegroundRun {
    /** Listeners are told after whoever waits; they get this long to say the last words. */
    private static final long LAST_WORDS_SECONDS = 5;

    private record Heard(ExecutionId execution, List<Event> events) {}

    private final RunView view;
    private final OrchestrationEngine engine;
    private final CompletableFuture<Void> lastEvent = new CompletableFuture<>();

    /** What was committed before it is known which execution is ours. */
    @GuardedBy("this")
    private final List<Heard> early = new ArrayList<>();

    @GuardedBy("this")
    private @Nullable ExecutionId ours;

    ForegroundRun(RunView view, OrchestrationEngine engine) {
        this.view = view;
        this.engine = engine;
    }

    /** Returns the exit code when the execution has ended or is paused, and nobody else needs this process. */
    int carryOut(Prepared prepared) {
        Progress progress = view.progress(prepared.definition().name(), prepared.tally(), prepared.expected());
        try (Interruption interruption = Interruption.guard(() -> suspend(progress))) {
            boolean asks = view.arguments().caller().asks() && !view.arguments().quiet();
            Questions questions = new Questions(view, prepared.definition(), progress, asks);
            ChildQuestions children = new ChildQuestions(
                    view, progress, () -> engine.workflowManager().executions());
            WorkflowHandle handle;
            boolean begun = false;
            try {
                var unused = engine.taskOrchestrator(); // whatever fails in opening, begins nothing
                begun = true;
                engine.listen((execution, events) -> hear(new Heard(execution, events), progress, questions, children));
                handle = prepared.start().get();
            } catch (OrchestrationException e) {
                if (interruption.happened()) {
                    return interruption.finish(ExitCodes.INTERRUPTED);
                }
                throw begun && isUnknown(e) ? new UnknownOutcomeException(e) : e;
            }
            follow(handle.id(), progress, questions, children);
            questions.standing(handle.id(), handle.waits());
            if (handle.origin() == WorkflowHandle.Origin.ENDED) {
                view.saysThatNothingRuns(handle.id());
                lastEvent.complete(null);
            }
            if (asks) {
                interview(handle.id(), progress, questions).hold(handle.end());
            }
            int code = tell(handle, prepared, progress);
            Stay.asLongAsNeeded(engine, view);
            return interruption.finish(code);
        } finally {
            progress.close();
        }
    }

    /** A store that fails while it records may have done it. */
    private static boolean isUnknown(OrchestrationException e) {
        return e instanceof UndecidedException || e.code() == ErrorCode.STORE_UNAVAILABLE;
    }

    private void suspend(Progress progress) {
        progress.close();
        view.say("interrupted; ending what runs (again Ctrl-C: at once)");
        engine.suspend("interrupted");
    }

    /** Others may have their executions carried out here, too. */
    private synchronized void hear(Heard heard, Progress progress, Questions questions, ChildQuestions children) {
        if (ours == null) {
            early.add(heard);
        } else if (heard.execution().equals(ours)) {
            progress.committed(heard.events());
            questions.heard(heard.execution(), heard.events());
            for (Event event : heard.events()) {
                if (event instanceof Event.ExecutionEnded || event instanceof Event.ExecutionPaused) {
                    lastEvent.complete(null);
                }
            }
        } else {
            children.heard(ours, heard.execution(), heard.events());
        }
    }

    private synchronized void follow(ExecutionId id, Progress progress, Questions questions, ChildQuestions children) {
        ours = id;
        early.forEach(heard -> hear(heard, progress, questions, children));
        early.clear();
    }

    private Interview interview(ExecutionId id, Progress progress, Questions questions) {
        Commands commands = EngineSetup.commands(view.arguments());
        Launch launch = EngineSetup.of(view.arguments()).launch(engine, null);
        return new Interview(view.arguments().caller(), questions, progress, (step, approval) -> {
            Receipt receipt = Receipt.of(commands.approve(id, step, approval));
            var unused = engine.workflowManager().approve(id, step, approval, launch.withReceipt(receipt));
        });
    }

    private int tell(WorkflowHandle handle, Prepared prepared, Progress progress) {
        WorkflowExecution execution;
        try {
            execution = handle.await(null);
            lastEvent
                    .completeOnTimeout(null, LAST_WORDS_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (OrchestrationException e) {
            progress.close();
            return view.lost(handle.id(), e);
        }
        progress.close();
        return view.tell(
                execution, FinalSteps.of(prepared.definition()), engine.store().logs());
    }
}
