package dev.orchestration.testing;

import dev.orchestration.core.EngineBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Sets a {@link TestEngine} up. Not thread-safe. */
public final class TestEngineBuilder {
    private Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private Duration patience = Duration.ofSeconds(10);
    private @Nullable Path store;
    private final List<Consumer<EngineBuilder>> setups = new ArrayList<>();

    TestEngineBuilder() {}

    /** When the test begins on its clock; without this at the beginning of 2026, in UTC. */
    public TestEngineBuilder startingAt(Instant time) {
        start = time;
        return this;
    }

    /** Keeps state in this file, as in production; without this in memory. */
    public TestEngineBuilder store(Path file) {
        store = file;
        return this;
    }

    /** So long, in real time, the code of an action may take; without this 10 seconds. */
    public TestEngineBuilder patience(Duration realTime) {
        patience = realTime;
        return this;
    }

    /** Sets the engine up as the host does: its actions, workflows, workers. Done anew for each life of the engine. */
    public TestEngineBuilder setup(Consumer<EngineBuilder> host) {
        setups.add(host);
        return this;
    }

    /** @throws IllegalArgumentException if the engine would be on a file, which all plays of a scenario would share */
    void requireMemory() {
        if (store != null) {
            throw new IllegalArgumentException(
                    "a scenario is played many times, each on a store of its own, so leave the" + " store " + store
                            + " out: it is kept in memory then");
        }
    }

    /** The engine, which has begun to work. */
    public TestEngine create() {
        long micros = start.getEpochSecond() * 1_000_000 + start.getNano() / 1_000;
        return new TestEngine(new Lab(micros, store, patience), List.copyOf(setups));
    }
}
