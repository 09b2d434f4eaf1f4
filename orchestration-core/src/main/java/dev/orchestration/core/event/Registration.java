package dev.orchestration.core.event;

/** A handler that is told of events until this is closed. Thread-safe. */
public interface Registration extends AutoCloseable {
    /**
     * Ends it: once this has returned, no further call of the handler begins, whatever waits for it. One that has begun goes
     * on and is not waited for. Idempotent; a handler may close its own registration.
     */
    @Override
    void close();
}
