package dev.orchestration.core;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.core.event.Registration;
import dev.orchestration.tasks.orchestrator.Listening;
import dev.orchestration.workflow.Executions;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Joins the bus to what there is to hear, from the first handler on: until then nothing listens, and what is built later is
 * joined when it is built. Thread-safe.
 */
final class EventSources {
    /** So long the end of the engine waits for handlers that have not heard all yet. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final BuiltParts built;
    private final EventBus bus;
    private final Lifetime lifetime;
    private final Provider<Executions> executions;
    private final EngineWorld outside;
    private volatile @Nullable Listening listening;

    @GuardedBy("this")
    private boolean joined;

    @Inject
    EventSources(
            BuiltParts built, EventBus bus, Lifetime lifetime, Provider<Executions> executions, EngineWorld outside) {
        this.built = built;
        this.bus = bus;
        this.lifetime = lifetime;
        this.executions = executions;
        this.outside = outside;
    }

    Registration register(String type, EventHandler<OrchestrationEvent> handler) {
        lifetime.check();
        Registration registration = bus.register(type, outside.around(handler));
        join();
        return registration;
    }

    <E extends OrchestrationEvent> Registration register(Class<E> family, EventHandler<? super E> handler) {
        lifetime.check();
        Registration registration = bus.register(family, outside.around(handler));
        join();
        return registration;
    }

    /** A second registration waits for the first: who has registered hears. */
    private synchronized void join() {
        if (joined) {
            return;
        }
        joined = true;
        built.afterLoop(this::end);
        if (!built.orchestrator().isDone()) {
            lifetime.onEnd(reason -> end());
        }
        var unused = built.orchestrator()
                .thenAccept(
                        tasks -> listening = tasks.listen(new ExecutionFolds(executions, new EventTranslator(bus))));
        unused = built.resources().thenAccept(manager -> manager.listen(new ResourceTranslator(bus)));
    }

    /** Handlers hear what happened up to the end, if they can be told of it soon; nothing is told after that. */
    private void end() {
        Listening commits = listening;
        if (commits != null) {
            try {
                commits.caughtUp().get(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (ExecutionException | TimeoutException e) {
                // what is not translated by now is not told
            }
        }
        var unused = bus.awaitTold(PATIENCE);
        bus.close();
    }
}
