package dev.orchestration.core;

import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.World;
import java.util.concurrent.Executor;

/**
 * What an engine has from outside: where it keeps its state, and who does its work. The real ones are a file or database and
 * threads; a test that moves its own clock has others. See {@link EngineBuilder#world}.
 */
public interface EngineWorld {
    /** Opens the store as its owner, when it is first needed; the engine closes it. */
    Store open(EngineSettings settings);

    /** Makes what drives the loop and carries attempts out, when the engine begins to work on the store. */
    World begin(EngineSettings settings, Store store);

    /** Makes what runs one thing after the other, and keeps nobody waiting who gives it something. */
    Executor errands(EngineSettings settings);

    /** Makes what runs a question whose answer is waited for, also by an errand; {@link #errands} where those run beside it. */
    default Executor questions(EngineSettings settings) {
        return errands(settings);
    }

    /** Puts around a handler of events what has to be known of its calls. */
    default <E extends OrchestrationEvent> EventHandler<E> around(EventHandler<E> handler) {
        return handler;
    }
}
