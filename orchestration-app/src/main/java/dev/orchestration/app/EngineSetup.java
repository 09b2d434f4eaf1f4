package dev.orchestration.app;

import dev.orchestration.actions.NetworkActions;
import dev.orchestration.core.EngineBuilder;
import dev.orchestration.core.EngineSettings;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.trace.SpanSink;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.Wire;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionProvider;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.secret.SecretSource;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.command.Commands;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The engine as a command line asks for it.
 *
 * @param directory where new executions work; recorded ones go on in their own
 * @param durability what a commit of a store's file waits for
 * @param secrets where {@code secret.NAME} of templates comes from
 * @param traces takes what is carried out as spans, null for nobody
 * @param providers bring actions that replace those of the class path
 */
record EngineSetup(
        StoreLocation location,
        int workers,
        WorkingDirectory directory,
        Durability durability,
        SecretSource secrets,
        List<ActionProvider> providers,
        @Nullable SpanSink traces) {
    static final String CWD = "--cwd";
    static final String MODE = "--mode";

    static EngineSetup of(Arguments arguments) {
        List<String> said = arguments.has(SharedOptions.ALLOW_PATH)
                ? arguments.texts(SharedOptions.ALLOW_PATH)
                : arguments.configuration().texts(ConfigurationKey.ALLOW_PATH);
        List<Path> allowed = said.stream().map(arguments::path).toList();
        return new EngineSetup(
                arguments.store(),
                workers(arguments),
                new WorkingDirectory(root(arguments), allowed),
                durability(arguments),
                secrets(arguments),
                providers(arguments),
                OtlpExport.of(arguments));
    }

    /** The same where new executions work elsewhere. */
    EngineSetup in(WorkingDirectory other) {
        return new EngineSetup(location, workers, other, durability, secrets, providers, traces);
    }

    /** What the option says, else the configuration, else as many as suit the machine. */
    static int workers(Arguments arguments) {
        return arguments.has(SharedOptions.WORKERS)
                ? arguments.positive(SharedOptions.WORKERS, 1)
                : arguments.configuration().number(ConfigurationKey.WORKERS).orElseGet(EngineSettings::defaultWorkers);
    }

    /** Actions that are set up otherwise than by variables. */
    private static List<ActionProvider> providers(Arguments arguments) {
        Configuration configuration = arguments.configuration();
        return configuration.isOfNetwork()
                ? List.of(NetworkActions.of(
                        configuration.asVariables(arguments.caller().environment())))
                : List.of();
    }

    /** As the caller's environment and home have them. */
    static SecretSource secrets(Arguments arguments) {
        Map<String, String> environment = arguments.caller().environment();
        return SecretSource.of(environment, environment.getOrDefault("HOME", System.getProperty("user.home", "")));
    }

    /** What the option says, else the configuration, else durable. */
    static Durability durability(Arguments arguments) {
        String given = arguments.text(SharedOptions.DURABILITY);
        if (given == null) {
            return arguments
                    .configuration()
                    .text(ConfigurationKey.DURABILITY)
                    .map(said -> Wire.parse(Durability.class, said))
                    .orElse(Durability.DURABLE);
        }
        try {
            return Wire.parse(Durability.class, given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(SharedOptions.DURABILITY + ": " + e.getMessage());
        }
    }

    private static Path root(Arguments arguments) {
        String given = arguments.has(CWD) ? arguments.text(CWD) : null;
        Path root = given == null ? arguments.caller().directory() : arguments.path(given);
        if (!Files.isDirectory(root)) {
            throw new UsageException(
                    given == null ? "the current directory is gone" : CWD + " " + given + " is no directory");
        }
        return root;
    }

    /** An engine whose parts are built, and whose store is opened, when they are needed. */
    OrchestrationEngine engine() {
        return builder().build();
    }

    /** As {@link #engine()}, for a moment only: so what other processes ask of the store's owner is left to the next one. */
    OrchestrationEngine engineForAMoment() {
        return builder().leaveCommands().build();
    }

    /**
     * As {@link #engine()}; it goes on with all that is recorded, and fires the schedules of the store.
     *
     * @param keep executions that ended longer ago are removed, null for none
     */
    OrchestrationEngine engineThatServes(@Nullable Duration keep) {
        try {
            return (keep == null ? plain() : plain().keepEnded(keep)).build();
        } catch (IllegalArgumentException e) {
            throw new UsageException(SharedOptions.KEEP + ": " + e.getMessage());
        }
    }

    private EngineBuilder builder() {
        return plain().leaveRecordedTasks();
    }

    private EngineBuilder plain() {
        EngineBuilder builder = OrchestrationEngine.builder()
                .workers(workers)
                .directory(directory)
                .durability(durability)
                .secrets(secrets)
                .traces(traces);
        StoreAddress address = location.address();
        providers.forEach(builder::actions);
        return address == null ? builder : builder.store(address);
    }

    /** How an execution starts in {@code engine}: its only limit is the number of workers. */
    Launch launch(OrchestrationEngine engine, @Nullable OrchestrationMode mode) {
        SessionLimits limits = new SessionLimits(new SessionId(IdSource.random().next()), workers, 1);
        return new Launch(limits, OrchestrationMode.RESOURCE_AWARE, mode, directory, Map.of(), execution -> {});
    }

    /** Writes what is asked of the owner of a store. */
    static Commands commands(Arguments arguments) {
        String user = System.getProperty("user.name", "user");
        return new Commands(IdSource.random(), arguments.caller().clock(), user);
    }

    /** What the option says, else the definition, else the configuration; null if nobody says anything. */
    static @Nullable OrchestrationMode mode(Arguments arguments, WorkflowDefinition definition) {
        OrchestrationMode given = mode(arguments);
        if (given != null || definition.mode() != null) {
            return given;
        }
        return arguments
                .configuration()
                .text(ConfigurationKey.MODE)
                .map(said -> Wire.parse(OrchestrationMode.class, said))
                .orElse(null);
    }

    static @Nullable OrchestrationMode mode(Arguments arguments) {
        String given = arguments.text(MODE);
        try {
            return given == null ? null : Wire.parse(OrchestrationMode.class, given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(MODE + ": " + e.getMessage());
        }
    }
}
