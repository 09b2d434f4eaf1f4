package dev.orchestration.core;

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
}
