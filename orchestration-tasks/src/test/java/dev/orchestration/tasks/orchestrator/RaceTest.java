package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The end of one task from all sides at once, on real threads: it is cancelled, completes, fails, times out and is tried again.
 * One of these wins, everybody hears of the same one, and nothing stays behind.
 */
class RaceTest {
    private static final int ROUNDS = Integer.getInteger("orchestration.races", 2_000);

    @TempDir
    Path folder;

    @Test
    void whateverWinsHasWonForEverybody() throws Exception {
        long seed = Long.getLong("orchestration.races.seed", new Random().nextLong());
        String name = "seed " + seed + ", -Dorchestration.races.seed=" + seed + " begins alike";
        System.out.println("RaceTest: " + ROUNDS + " rounds, " + name);
        Random random = new Random(seed);
        try (Race race = new Race(folder)) {
            for (int round = 0; round < ROUNDS; round++) {
                race.round(random, name + ", round " + round);
            }
            race.thenEachTaskHasEndedOnce();
            race.thenNothingIsLeft();
            assertThat(race.endings()).as("how rounds end").hasSizeGreaterThan(2);
        }
    }
}
