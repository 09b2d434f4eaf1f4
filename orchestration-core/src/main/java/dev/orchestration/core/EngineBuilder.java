package dev.orchestration.core;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.trace.SpanSink;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionDecorator;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionProvider;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TypedAction;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.secret.SecretSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Sets an engine up; get one from {@link OrchestrationEngine#builder()}. Not thread-safe. */
public final class EngineBuilder {
    private EngineSettings settings = EngineSettings.inMemory();
    private Function<Lifetime, EngineWorld> world = RealWorld::new;
    private final List<Path> workflows = new ArrayList<>();
    private final List<Consumer<ActionRegistry>> actions = new ArrayList<>();
    private final List<Consumer<ActionRegistry>> plugins = new ArrayList<>();

    EngineBuilder() {}

    /** Keeps state in this file, which is created if absent. Without it everything is in memory. */
    public EngineBuilder store(Path file) {
        settings = settings.withStore(file);
        return this;
    }

    /** Keeps state in this file or database; the tables of a database are created if absent. */
    public EngineBuilder store(StoreAddress address) {
        settings = settings.withStoreAt(address);
        return this;
    }

    /** What a commit waits for: the disk, which is the usual, or the operating system. */
    public EngineBuilder durability(Durability durability) {
        settings = settings.withDurability(durability);
        return this;
    }

    /**
     * Takes over what a configuration says of engines, see {@link EngineSettings#withConfiguration(Configuration)}; what is
     * said to this builder later goes before it. An engine reads no files by itself.
     */
    public EngineBuilder configuration(Configuration said) {
        settings = settings.withConfiguration(said);
        return this;
    }

    /** Registers the workflow of this file. */
    public EngineBuilder workflow(Path file) {
        workflows.add(file);
        return this;
    }

    /**
     * Registers the workflows of every {@code *.json}, {@code *.yaml} and {@code *.yml} in this folder, which must be there when
     * the engine is built; what is wrong with its files is logged, and told by {@link dev.orchestration.workflow.WorkflowManager#loadFaults()}. Without this those of {@code
     * config/workflows/production} where the engine works, if there is such a folder.
     */
    public EngineBuilder configDirectory(Path folder) {
        settings = settings.withConfigDirectory(folder);
        return this;
    }

    /** Adds an action of which only the name is known. */
    public EngineBuilder action(String module, String name, Action code) {
        actions.add(registry -> registry.register(module, name, code));
        return this;
    }

    /** Adds a described action, so that its parameters are checked when a workflow is validated. */
    public EngineBuilder action(ActionDescriptor descriptor, Action code) {
        actions.add(registry -> registry.register(descriptor, code));
        return this;
    }

    /**
     * Adds an action whose parameters are a record; see {@link ActionDescriptor#of(ActionName, Class)}.
     *
     * @throws IllegalArgumentException if a component of the record has no form in JSON; the message names it
     */
    public <P extends Record> EngineBuilder action(
            String module, String name, Class<P> parameters, TypedAction<P, ?> code) {
        ActionRegistry checked = new ActionRegistry();
        checked.register(module, name, parameters, code);
        return action(checked.require(new ActionName(module, name)));
    }

    /** As {@link #action(String, String, Class, TypedAction)}, with an output of a known type. */
    public <P extends Record, R> EngineBuilder action(
            String module, String name, Class<P> parameters, Class<R> output, TypedAction<P, R> code) {
        ActionRegistry checked = new ActionRegistry();
        checked.register(module, name, parameters, output, code);
        return action(checked.require(new ActionName(module, name)));
    }

    private EngineBuilder action(ActionRegistry.Entry entry) {
        return action(entry.descriptor(), entry.action());
    }

    /** Adds the actions of a provider that the host set up; they replace those of the same names on the class path. */
    public EngineBuilder actions(ActionProvider provider) {
        actions.add(provider::registerActions);
        return this;
    }

    /**
     * Adds the actions of plug-ins that a class loader finds beside those on the class path; see {@link
     * ActionRegistry#addPlugins(ClassLoader)}. The host's own actions win over them.
     */
    public EngineBuilder plugins(ClassLoader loader) {
        plugins.add(registry -> registry.addPlugins(loader));
        return this;
    }

    /** Puts something around actions; see {@link ActionRegistry#decorate(String, String, int, ActionDecorator)}. */
    public EngineBuilder decorate(String module, String action, int order, ActionDecorator decorator) {
        actions.add(registry -> registry.decorate(module, action, order, decorator));
        return this;
    }

    /** So many attempts run at once, over all executions. */
    public EngineBuilder workers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("an engine needs at least one worker, not " + count);
        }
        settings = settings.withWorkers(count);
        return this;
    }

    /** Where executions work; paths of their definitions stay under it. */
    public EngineBuilder directory(WorkingDirectory directory) {
        settings = settings.withDirectory(directory);
        return this;
    }

    /** So many plain tasks may be unfinished; further ones are refused. */
    public EngineBuilder queueLimit(int tasks) {
        settings = settings.withQueueLimit(tasks);
        return this;
    }

    /**
     * Leaves what earlier owners of the store have not finished alone: plain tasks, until something about tasks is asked of
     * the engine, and executions of workflows, until somebody resumes them. Without this they go on when the engine starts
     * to work, the executions in a session of their own with the name {@code recovered}; one that needs an action which is
     * not registered then, or otherwise cannot be carried out here, is paused with the reason. The store's schedules are not
     * fired either.
     */
    public EngineBuilder leaveRecordedTasks() {
        settings = settings.withTakesUpTasks(false);
        return this;
    }

    /**
     * Leaves what other processes ask of the store's owner to the next one. Without this the engine carries out their
     * commands to run, resume, retry, suspend and cancel as long as it works.
     */
    public EngineBuilder leaveCommands() {
        settings = settings.withTakesCommands(false);
        return this;
    }

    /** Where {@code secret.NAME} of templates comes from. Without this the environment, then files of mode 600. */
    public EngineBuilder secrets(SecretSource source) {
        settings = settings.withSecrets(source);
        return this;
    }

    /**
     * Has what is carried out told as spans of traces; see {@link dev.orchestration.core.trace.OpenTelemetrySpans}. Without this
     * nobody is told. The sink, null for none, is closed when
     * the engine has ended.
     */
    public EngineBuilder traces(@Nullable SpanSink sink) {
        settings = settings.withTraces(sink);
        return this;
    }

    /**
     * Where the engine's meters go; without this it has a registry of its own, see {@link OrchestrationEngine#getMetrics}. A
     * registry is for one engine at a time: of several, the gauges are the newest one's, and counters count for all.
     */
    public EngineBuilder metrics(MeterRegistry registry) {
        settings = settings.withMetrics(registry);
        return this;
    }

    /**
     * Removes executions that ended longer ago, with their logs and whatever nothing else needs, while the engine works: soon
     * after it began, and at least every hour. Without this all are kept until somebody calls {@code store prune}.
     *
     * @throws IllegalArgumentException if {@code time} is less than a minute
     */
    public EngineBuilder keepEnded(Duration time) {
        settings = settings.withKeepEnded(time);
        return this;
    }

    /** Replaces the machine's clock, for tests. */
    public EngineBuilder clock(Clock clock) {
        settings = settings.withClock(clock);
        return this;
    }

    /** Replaces the source of random ids, for tests. */
    public EngineBuilder ids(IdSource ids) {
        settings = settings.withIds(ids);
        return this;
    }

    /** Replaces store, threads and workers, for tests; the store and durability said here then mean nothing. */
    public EngineBuilder world(EngineWorld other) {
        world = lifetime -> other;
        return this;
    }

    /**
     * Builds the engine. Its parts are built when first used: until then no store is opened and no thread started.
     *
     * @throws dev.orchestration.state.OrchestrationException if a workflow file has faults, a named folder of workflows is not
     *     there, or nothing is removed from a store like this one although {@link #keepEnded} asks for it
     */
    public OrchestrationEngine build() {
        List<Consumer<ActionRegistry>> adding = new ArrayList<>(plugins);
        adding.addAll(actions);
        EngineSettings all = settings.withWorkflows(workflows).withActions(adding);
        Injector injector = Guice.createInjector(
                Stage.DEVELOPMENT, OrchestrationModule::demandExplicitWiring, new OrchestrationModule(all, world));
        return Built.by(injector.getProvider(OrchestrationEngine.class));
    }
}
