package dev.orchestration.testing;

import dev.orchestration.core.EngineSettings;
import dev.orchestration.core.EngineWorld;
import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.live.InlineWorkers;
import dev.orchestration.tasks.orchestrator.World;
import dev.orchestration.tasks.process.ChildEnvironment;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.secret.SecretVault;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One life of an engine: its store, and what drives it on the thread of the test. Not thread-safe. */
final class TestWorld implements EngineWorld {
    private final Supplier<Store> store;
    private final Lab lab;
    private final Deque<Runnable> early = new ArrayDeque<>();
    private @Nullable InlineWorkers workers;
    private @Nullable TestDrive drive;

    /** @param store opens what this life records in */
    TestWorld(Lab lab, Supplier<Store> store) {
        this.lab = lab;
        this.store = store;
    }

    @Override
    public Store open(EngineSettings settings) {
        return store.get();
    }

    @Override
    public World begin(EngineSettings settings, Store opened) {
        InlineWorkers inline = new InlineWorkers(
                settings.clock(),
                Map.of(ProcessSweep.OWNER_MARK, opened.owner().uuid()),
                ChildEnvironment.of(System.getenv(), Map.of(), Map.of()),
                opened.outputs(),
                opened.cache(),
                new SecretVault(settings.secrets()));
        TestDrive stepped = new TestDrive(lab.clock(), inline, lab::check);
        early.forEach(stepped::later);
        early.clear();
        workers = inline;
        drive = stepped;
        return new World(settings.clock(), settings.ids(), stepped, inline, () -> stepped::later);
    }

    @Override
    public Executor errands(EngineSettings settings) {
        return errand -> {
            if (drive == null) {
                early.add(errand);
            } else {
                drive.later(errand);
            }
        };
    }

    /** Whoever is asked answers at once, also while an errand is under way. */
    @Override
    public Executor questions(EngineSettings settings) {
        return Runnable::run;
    }

    @Override
    public <E extends OrchestrationEvent> EventHandler<E> around(EventHandler<E> handler) {
        return lab.script().around(handler);
    }

    /** The workers of this life, which has begun to work. */
    InlineWorkers workers() {
        if (workers == null) {
            throw new IllegalStateException("the engine has not begun to work");
        }
        return workers;
    }

    /** As {@link #workers}. */
    TestDrive drive() {
        if (drive == null) {
            throw new IllegalStateException("the engine has not begun to work");
        }
        return drive;
    }
}
