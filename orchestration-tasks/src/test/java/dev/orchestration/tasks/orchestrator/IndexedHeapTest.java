package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Elements come, move and leave at random; the judge is the library's ordered set. */
class IndexedHeapTest {
    private static final class Guest extends IndexedHeap.Element<Guest> {
        final int number;
        int key;

        Guest(int number) {
            this.number = number;
        }

        @Override
        boolean isBefore(Guest other) {
            return key != other.key ? key < other.key : number < other.number;
        }
    }

    private final IndexedHeap<Guest> heap = new IndexedHeap<>();
    private final TreeSet<Guest> judge =
            new TreeSet<>(Comparator.<Guest>comparingInt(guest -> guest.key).thenComparingInt(guest -> guest.number));

    private void put(Guest guest, int key) {
        judge.remove(guest);
        guest.key = key;
        judge.add(guest);
        heap.put(guest);
    }

    private void remove(Guest guest) {
        judge.remove(guest);
        heap.remove(guest);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theFirstIsAlwaysOnTop(long seed) {
        Random random = new Random(seed);
        List<Guest> guests = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            guests.add(new Guest(i));
        }
        for (int step = 0; step < 5_000; step++) {
            Guest guest = guests.get(random.nextInt(guests.size()));
            if (random.nextInt(3) == 0) {
                remove(guest);
            } else {
                put(guest, random.nextInt(50));
            }
            Guest first = judge.isEmpty() ? null : judge.first();
            assertThat(heap.peek()).as("seed %s, step %s", seed, step).isSameAs(first);
            assertThat(heap.size()).isEqualTo(judge.size());
            assertThat(guest.isInHeap()).isEqualTo(judge.contains(guest));
        }
    }
}
