package dev.orchestration.tasks.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everybody comes with any key; the judge is the library's priority queue. */
class ReadyLineTest {
    private record Entry(long first, long second, long seq, int node, long rank) {}

    private final ReadyLine line = new ReadyLine();
    private final PriorityQueue<Entry> judge = new PriorityQueue<>(Comparator.comparingLong(Entry::first)
            .thenComparingLong(Entry::second)
            .thenComparingLong(Entry::seq));

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void theSmallestKeyIsAlwaysAtTheHead(long seed) {
        Random random = new Random(seed);
        for (int seq = 0; seq < 20_000; seq++) {
            boolean growing = seq / 1_500 % 2 == 0;
            if (judge.isEmpty() || random.nextInt(10) < (growing ? 7 : 2)) {
                add(new Entry(random.nextInt(50), random.nextInt(50), seq, random.nextInt(1 << 30), random.nextInt()));
            } else {
                line.takeHead();
                judge.remove();
            }
            if (seq % 6_000 == 5_999) {
                line.clear();
                judge.clear();
            }
            requireSame("seed " + seed + ", entry " + seq);
        }
        assertThat(IntStream.range(0, line.size()).mapToLong(line::seq))
                .containsExactlyInAnyOrderElementsOf(
                        judge.stream().map(Entry::seq).toList());
    }

    private void add(Entry entry) {
        line.add(entry.first(), entry.second(), entry.seq(), entry.node(), entry.rank());
        judge.add(entry);
    }

    private void requireSame(String what) {
        assertThat(line.size()).as(what).isEqualTo(judge.size());
        Entry head = judge.peek();
        if (head != null) {
            assertThat(line.headSeq()).as(what).isEqualTo(head.seq());
            assertThat(line.headNode()).as(what).isEqualTo(head.node());
            assertThat(line.headRank()).as(what).isEqualTo(head.rank());
        }
    }
}
