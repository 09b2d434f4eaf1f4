package dev.orchestration.tasks.live;

import java.util.concurrent.Executor;

/** What an attempt needs of the workers that carry it out. Thread-safe. */
interface Home {
    /** What is the same for all attempts. */
    Surroundings surroundings();

    /** Runs hooks of cancelled attempts, which are foreign code. */
    Executor hooks();

    /** An attempt is not waited for any more, so its place among those that run is free. */
    void seatLeft();
}
