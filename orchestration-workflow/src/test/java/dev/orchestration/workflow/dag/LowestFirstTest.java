package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LowestFirstTest {
    @ParameterizedTest(name = "of {0}")
    @ValueSource(ints = {1, 63, 64, 65, 4_095, 4_096, 4_097, 300_000})
    void itGivesOutWhatASortedSetDoes(int size) {
        Random random = new Random(size);
        LowestFirst numbers = new LowestFirst(size);
        TreeSet<Integer> expected = new TreeSet<>();
        for (int i = 0; i < 20_000; i++) {
            if (random.nextInt(5) < 3 || expected.isEmpty()) {
                int number = random.nextInt(size);
                numbers.add(number);
                expected.add(number);
            } else {
                assertThat(numbers.takeLowest()).isEqualTo(expected.pollFirst());
            }
        }
        for (Integer next = expected.pollFirst(); next != null; next = expected.pollFirst()) {
            assertThat(numbers.takeLowest()).isEqualTo(next);
        }
        assertThat(numbers.isEmpty()).isTrue();
    }
}
