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
            // On a machine that does other work one of two may win for a long time.
            int most = 20 * ROUNDS;
            for (int round = 0; round < ROUNDS || (isOneSided(race) && round < most); round++) {
                race.round(random, name + ", round " + round);
            }
            race.thenEachTaskHasEndedOnce();
            race.thenNothingIsLeft();
            assertThat(isOneSided(race)).as("rounds end as " + race.endings()).isFalse();
        }
    }

    private static boolean isOneSided(Race race) {
        return race.endings().size() <= 2;
    }
}
