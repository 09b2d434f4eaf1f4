package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two orders that planning stands on, against those of the library. */
class PlaceSetTest {
    private static final long SEED = 20_261_123;

    /** The bounds lie around the edges of one, two and three levels. */
    @ParameterizedTest
    @ValueSource(ints = {1, 63, 64, 65, 4_095, 4_096, 4_097, 300_000})
    void isWalkedLikeAnOrderedSet(int bound) {
        Random random = new Random(SEED);
        PlaceSet set = new PlaceSet(bound);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            int place = random.nextInt(bound);
            if (random.nextInt(3) > 0 == bound < 100) {
                set.remove(place);
                expected.remove(place);
            } else {
                set.add(place);
                expected.add(place);
            }
            int from = random.nextInt(bound + 1);
            Integer next = expected.ceiling(from);
            assertThat(set.next(from)).as("seed %s, step %s", SEED, i).isEqualTo(next == null ? -1 : next);
        }
    }

    @Test
    void anEmptyOneHasNoFirst() {
        assertThat(new PlaceSet(0).next(0)).isEqualTo(-1);
    }

    @Test
    void nodesAreSortedByKeyAndOfEqualKeysByNumber() {
        Random random = new Random(SEED);
        long[] keys = random.longs(5_000, -40, 40).toArray();
        int[] order = NodeHeap.sorted(keys);
        for (int i = 1; i < order.length; i++) {
            long before = keys[order[i - 1]];
            long after = keys[order[i]];
            assertThat(before < after || (before == after && order[i - 1] < order[i]))
                    .as("place %s of seed %s", i, SEED)
                    .isTrue();
        }
    }
}
