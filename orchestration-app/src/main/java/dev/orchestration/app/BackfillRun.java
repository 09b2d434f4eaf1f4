package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduledWork;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs a schedule for times that have passed, one after the other: in the store's owner if one lives, else here. What ran
 * already for a time does not run again.
 */
final class BackfillRun {
    private final Arguments arguments;
    private final Schedule schedule;
    private final EngineSetup setup;
    private final RunView view;
    private final BackfillTold told;
    private boolean completed = true;

    BackfillRun(Arguments arguments, Schedule schedule, String whyNone) {
        EngineSetup usual = EngineSetup.of(arguments);
        Path directory = schedule.work().directory();
        this.arguments = arguments;
        this.schedule = schedule;
        this.setup = directory == null
                ? usual
                : usual.in(new WorkingDirectory(directory, usual.directory().allowed()));
        this.view = new RunView(arguments, usual.location());
        this.told = new BackfillTold(arguments, schedule, whyNone);
    }

    int run(List<Instant> times) throws IOException {
        WorkflowDefinition definition = definition();
        return BesideOwner.choose(
                arguments, setup.location(), () -> here(definition, times), () -> beside(definition, times));
    }

    private WorkflowDefinition definition() {
        try (OrchestrationEngine engine = setup.engine()) { // for its actions; the store stays closed
            return RunCommand.load(WorkflowFile.named(file().toString(), arguments), arguments, engine);
        }
    }

    private Path file() {
        return Objects.requireNonNull(schedule.work().file());
    }

    private int here(WorkflowDefinition definition, List<Instant> times) {
        try (OrchestrationEngine engine = setup.engine()) {
            engine.start();
            try (Interruption interruption = Interruption.guard(() -> {
                view.say("interrupted; ending what runs (again Ctrl-C: at once)");
                engine.suspend("interrupted");
            })) {
                WorkflowManager manager = engine.workflowManager();
                for (Instant time : times) {
                    if (interruption.happened()) {
                        break;
                    }
                    tell(time, runHere(definition, time, engine), manager.executions());
                }
                Stay.asLongAsNeeded(engine, view);
                return interruption.finish(end(interruption));
            }
        }
    }

    private ExecutionId runHere(WorkflowDefinition definition, Instant time, OrchestrationEngine engine) {
        WorkflowManager manager = engine.workflowManager();
        ScheduledWork work = schedule.work();
        var launch = setup.launch(engine, work.mode());
        Optional<ExecutionRow> before = manager.executions().requested(schedule.key(time));
        if (before.isPresent() && before.get().status().isEnded()) {
            return before.get().id();
        }
        var handle = before.isPresent()
                ? manager.resume(before.get(), launch)
                : manager.executeWorkflow(
                        definition,
                        work.parameters(),
                        launch.withKey(schedule.key(time)).withFolder(file().getParent()));
        return handle.await(null).executionId();
    }

    private int beside(WorkflowDefinition definition, List<Instant> times) {
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            Commands commands = EngineSetup.commands(arguments);
            Current current = new Current();
            try (Interruption interruption = Interruption.guard(() -> {
                view.say("interrupted; suspending it where it runs (again Ctrl-C: at once, and it may go on)");
                current.interrupt();
            })) {
                for (Instant time : times) {
                    Optional<ExecutionRow> before = executions.requested(schedule.key(time));
                    Optional<ExecutionId> id = before.map(ExecutionRow::id);
                    if (before.isEmpty() && !interruption.happened()) {
                        id = current.follow(handedOver(definition, time, succession, commands));
                    }
                    id.ifPresent(each -> tell(time, each, executions));
                }
                succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
                return interruption.finish(end(interruption));
            }
        }
    }

    /** The one that is followed at the moment; an interrupt comes from another thread. */
    private static final class Current {
        private volatile boolean interrupted;
        private volatile @Nullable HandedOver now;

        Optional<ExecutionId> follow(HandedOver next) {
            now = next;
            if (interrupted) {
                next.interrupt();
            }
            return next.carryOut(Progress.NONE);
        }

        void interrupt() {
            interrupted = true;
            HandedOver followed = now;
            if (followed != null) {
                followed.interrupt();
            }
        }
    }

    private HandedOver handedOver(
            WorkflowDefinition definition, Instant time, Succession succession, Commands commands) {
        ScheduledWork work = schedule.work();
        var command = commands.run(
                definition,
                work.parameters(),
                work.mode(),
                setup.directory(),
                schedule.key(time),
                file().getParent(),
                false,
                null);
        var request = new Errand.Request(command, commands, setup.directory().allowed());
        return new HandedOver(succession, request, view);
    }

    private void tell(Instant time, ExecutionId id, Executions executions) {
        ExecutionRow row = executions.require(id);
        completed &= row.status() == WorkflowStatus.COMPLETED;
        told.row(time, row);
    }

    private int end(Interruption interruption) {
        int code = completed ? ExitCodes.DONE : ExitCodes.FAILED;
        return told.end(interruption.happened() ? ExitCodes.INTERRUPTED : code);
    }
}
