package dev.orchestration.core.trace;

import java.util.List;

/**
 * Takes spans. It is called off the loop, by one thread at a time, and may take its time: who is too slow misses spans, and
 * harms nobody else. What it throws is logged and counted.
 */
public interface SpanSink extends AutoCloseable {
    /** Spans that have ended, in the order in which that was recorded. */
    void take(List<Span> spans);

    /** The engine has ended, and every span was given. Called once, and does not throw. */
    @Override
    default void close() {}
}
