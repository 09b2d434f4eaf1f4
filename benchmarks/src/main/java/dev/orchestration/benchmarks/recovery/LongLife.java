package dev.orchestration.benchmarks.recovery;

import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Opens an empty store and one with a million tasks in turn, and asks each for its newest executions. */
final class LongLife {
    private static final int WARMUPS = 3;
    private static final int REPETITIONS = 9;
    private static final int NEWEST = 50;

    private final List<Double> opening = new ArrayList<>();
    private final List<Double> openingEmpty = new ArrayList<>();
    private final List<Double> listing = new ArrayList<>();

    private LongLife() {}

    static LongLife measure() throws IOException {
        LongLife life = new LongLife();
        Path folder = WorkFolder.create("stores");
        Path empty = folder.resolve("empty.db");
        Path full = folder.resolve("full.db");
        Progress.tell("recovery: writing a million tasks");
        MillionTasks.write(full);
        Progress.tell("recovery: opening stores");
        for (int i = 0; i < WARMUPS + REPETITIONS; i++) {
            life.look(empty, 0, life.openingEmpty, new ArrayList<>());
            life.look(full, NEWEST, life.opening, life.listing);
        }
        WorkFolder.delete(folder);
        return life;
    }

    private void look(Path file, int expected, List<Double> opened, List<Double> listed) {
        long began = System.nanoTime();
        try (Store store = Stores.own(file, Clock.system(), IdSource.random())) {
            long open = System.nanoTime();
            int found = store.archive().newestExecutions(NEWEST).size();
            long done = System.nanoTime();
            if (found != expected) {
                throw new WrongResultException("the store lists " + found + " executions instead of " + expected);
            }
            opened.add((open - began) / 1e6);
            listed.add((done - open) / 1e6);
        }
    }

    /** Milliseconds. */
    Series opening() {
        return measured(opening);
    }

    /** The same for an empty store. */
    Series openingEmpty() {
        return measured(openingEmpty);
    }

    /** Milliseconds of the first question to a store that was just opened. */
    Series listing() {
        return measured(listing);
    }

    private static Series measured(List<Double> all) {
        return new Series(all.subList(WARMUPS, all.size()));
    }
}
