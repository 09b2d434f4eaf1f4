package dev.orchestration.core.event;

/**
 * Is told of events, one at a time, in the order in which they were published. It may use the engine, close it, and register
 * and close handlers. One that throws, blocks or is slow harms nobody else: it misses what comes while too much waits for it.
 *
 * @param <E> what it wants to hear of
 */
@FunctionalInterface
public interface EventHandler<E extends OrchestrationEvent> {
    /** So many events may wait for one handler; what comes meanwhile is dropped, and counted. */
    int MOST_WAITING = 100_000;

    /** Called on a thread that is this handler's alone. What it throws is counted, and logged ever more rarely. */
    void happened(E event) throws Exception;
}
