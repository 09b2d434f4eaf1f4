package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowExecution;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/** How a command is carried out whose store another process owns: handed over to that, or refused with {@code --own}. */
final class BesideOwner {
    /** A command that works on the store itself. */
    interface Here {
        int run() throws IOException;
    }

    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();

    /** To bring up to date a large store of an older version takes its time. */
    private static final long MAKING_NANOS = Duration.ofMinutes(2).toNanos();

    private BesideOwner() {}

    /**
     * Runs {@code here} if nobody owns the store, else {@code beside}. An owner that still makes the store is waited for, as
     * when somebody types in two terminals at once.
     */
    static int choose(Arguments arguments, StoreLocation location, Here here, Here beside) throws IOException {
        StoreAddress address = location.address();
        boolean alone = address == null || arguments.has(SharedOptions.OWN);
        Clock clock = arguments.caller().clock();
        long since = clock.nanos();
        for (boolean told = false; ; told = true) {
            if (alone || address == null || Stores.holder(address).isEmpty()) {
                try {
                    return here.run();
                } catch (OrchestrationException e) {
                    if (alone || e.code() != ErrorCode.STORE_OWNED) {
                        throw e;
                    }
                    // Somebody was faster, and what was begun here is nothing yet.
                }
            }
            try {
                return beside.run();
            } catch (StoreUnreadyException e) {
                if (clock.nanos() - since > MAKING_NANOS) {
                    throw e;
                }
            }
            if (!told) {
                new RunView(arguments, location).say("another process makes the store; waiting for it");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Has the owner carry out an execution and tells of it as if it were carried out here. */
    static int follow(Arguments arguments, EngineSetup setup, Function<Executions, Errand> prepare) {
        RunView view = new RunView(arguments, setup.location());
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            Errand errand = prepare.apply(executions);
            HandedOver handed = new HandedOver(succession, errand.request(), view);
            Progress progress = view.progress(errand.definition().name(), errand.tally(), errand.expected());
            try (Interruption interruption = Interruption.guard(() -> interrupt(handed, progress, view))) {
                handed.announce();
                handed.telling(new Questions(view, errand.definition(), progress));
                Optional<ExecutionId> begun = handed.carryOut(progress);
                progress.close();
                int code = ExitCodes.INTERRUPTED;
                if (begun.isPresent()) {
                    WorkflowExecution execution = executions.view(executions.require(begun.get()));
                    List<String> finalSteps = FinalSteps.of(errand.definition());
                    code = view.tell(execution, finalSteps, succession.viewed().logs());
                    code = interruption.happened() && !execution.status().isEnded() ? ExitCodes.INTERRUPTED : code;
                } else {
                    view.say("it was withdrawn: nothing was begun");
                }
                succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
                return interruption.finish(code);
            } finally {
                progress.close();
            }
        }
    }

    private static void interrupt(HandedOver handed, Progress progress, RunView view) {
        progress.close();
        view.say("interrupted; suspending it where it runs (again Ctrl-C: at once, and it may go on)");
        handed.interrupt();
    }
}
