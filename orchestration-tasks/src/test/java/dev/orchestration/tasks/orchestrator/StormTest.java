package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.event.EventCodec;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * The simulated world: random graphs on a virtual clock, in which the store and the process fail at any commit. The same
 * invariants hold as in fine weather, the model agrees about all that is recorded, and once the storm is over everything that
 * was accepted comes to its end.
 */
class StormTest {
    /** The campaign takes more, from another seed on. */
    private static final int SEEDS = Integer.getInteger("orchestration.storms", 10_000);

    private static final long FIRST = Long.getLong("orchestration.storms.seed", 100_000);

    private static Play played(long seed) {
        Play play = new Play(seed, Sabotage.NONE, new Visits()).inStorm(0.02 * (1 + seed % 15));
        try {
            var unused = play.play();
            return play;
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + play.storm().blows + ": " + e.getMessage(), e);
        }
    }

    @Test
    void whateverBlowsHitTheStoreNothingIsLostAndNothingIsDoneTwice() {
        Map<Storm.Blow, Integer> blows = new EnumMap<>(Storm.Blow.class);
        long[] virtual = {0};
        LongStream.range(FIRST, FIRST + SEEDS).parallel().forEach(seed -> {
            Play play = played(seed);
            synchronized (blows) {
                play.storm().blows.forEach((blow, count) -> blows.merge(blow, count, Integer::sum));
                virtual[0] += play.clock.micros() - Stage.START;
            }
        });
        System.out.println("StormTest: seeds from " + FIRST + " to " + (FIRST + SEEDS - 1) + ", blows " + blows + ", "
                + virtual[0] / 3_600_000_000L + " h of virtual time");
        assertThat(blows).containsOnlyKeys(Storm.Blow.values());
    }

    @Test
    void aStoreThatLosesWhatItHasAcknowledgedIsSeen() {
        assertThatThrownBy(() -> {
                    for (long seed = FIRST; seed < FIRST + 100; seed++) {
                        Play play = new Play(seed, Sabotage.NONE, new Visits()).inStorm(0.1);
                        play.storm().lies();
                        play.play();
                    }
                })
                .isInstanceOf(AssertionError.class);
    }

    @Test
    void aSeedGivesTheSameEventsByteForByteInAStormToo() {
        for (long seed = FIRST; seed < FIRST + 50; seed++) {
            String once = EventCodec.encode(
                    new Play(seed, Sabotage.NONE, new Visits()).inStorm(0.2).play());
            String again = EventCodec.encode(
                    new Play(seed, Sabotage.NONE, new Visits()).inStorm(0.2).play());
            assertThat(again).as("seed " + seed).isEqualTo(once);
        }
    }
}
