package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.state.OrchestrationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate serve --engine}: owns a store until it is told to end. */
final class ServeCommand implements Command {
    private static final String ENGINE = "--engine";
    private static final long LOOK_SECONDS = 1;

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Own the store: fire schedules, carry on what is recorded and what others ask",
                "orchestrate serve --engine",
                "orchestrate serve --engine --workers 8 --store work.db",
                "orchestrate serve --engine --keep 30d");
        SharedOptions.flag(spec, "Only the engine, without anything that listens on the network.", ENGINE);
        SharedOptions.text(spec, "DIR", "Where executions work that do not say so themselves.", EngineSetup.CWD);
        SharedOptions.text(
                spec,
                "TIME",
                "Remove executions that ended longer ago than this while it serves, as `store prune` does: 30d, 12h. Else as"
                        + " configured, else none. At least 1m; of a store in a file only.",
                SharedOptions.KEEP);
        SharedOptions.addWorkOfAnOwner(spec);
        SharedOptions.addStore(spec);
        SharedOptions.flag(spec, "Print nothing but errors.", SharedOptions.QUIET, "-q");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public int run(Arguments arguments) {
        if (!arguments.has(ENGINE)) {
            throw new UsageException("say what to serve: " + ENGINE);
        }
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        EngineSetup setup = EngineSetup.of(arguments);
        if (setup.location().address() == null) {
            throw new UsageException("a store in memory ends with its process, so nobody could give it work;"
                    + " name a file with " + SharedOptions.STORE);
        }
        RunView view = new RunView(arguments, setup.location());
        try (OrchestrationEngine engine = setup.engineThatServes(keep(arguments))) {
            CompletableFuture<Void> told = new CompletableFuture<>();
            try (Interruption interruption = Interruption.guard(() -> {
                view.say("told to end; suspending what runs (again Ctrl-C: at once)");
                engine.suspend("interrupted");
                told.complete(null);
            })) {
                ServedWork served = new ServedWork(view, engine);
                var unused = engine.listen(served); // which lets it begin to work
                view.say("serves the store " + setup.location().shown() + " (Ctrl-C ends it)");
                served.tellTakenUp();
                return interruption.finish(stay(engine, told));
            }
        }
    }

    /** What the option says, else the configuration, else null. */
    private static @Nullable Duration keep(Arguments arguments) {
        String given = arguments.text(SharedOptions.KEEP);
        Optional<String> said = arguments.configuration().text(ConfigurationKey.KEEP);
        return Optional.ofNullable(given)
                .or(() -> said)
                .map(StorePruneCommand::keep)
                .orElse(null);
    }

    /** Whether it is, or becomes so within a moment; nothing of the question is left behind. */
    private static boolean isDone(CompletableFuture<Void> told) {
        try {
            told.get(LOOK_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("nobody interrupts it, and it never fails", e);
        }
    }

    /** Until somebody tells it to end, or the store is lost for good. */
    private static int stay(OrchestrationEngine engine, CompletableFuture<Void> told) {
        while (true) {
            if (isDone(told)) {
                return ExitCodes.INTERRUPTED;
            }
            Optional<OrchestrationException> trouble = engine.taskOrchestrator().trouble();
            if (trouble.isPresent() && !trouble.get().code().mayPass() && !told.isDone()) {
                throw trouble.get();
            }
        }
    }
}
