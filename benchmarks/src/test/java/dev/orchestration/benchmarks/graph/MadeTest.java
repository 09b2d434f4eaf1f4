package dev.orchestration.benchmarks.graph;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MadeTest {
    private static final int SIZE = 1_000;

    private final Declarations declarations = Declarations.layered(SIZE);

    @ParameterizedTest
    @EnumSource
    void everyMakerOrdersAndLevelsRightly(Maker maker) {
        maker.make(declarations).check(declarations);
    }

    @Test
    void aTaskBeforeItsDependencyIsSeen() {
        int[] order = numbers();
        order[0] = SIZE - 1;
        order[SIZE - 1] = 0;

        assertThatThrownBy(() -> new Made(this, order, levels()).check(declarations))
                .hasMessageContaining("task 999 stands before");
    }

    @Test
    void aWrongLevelIsSeen() {
        int[] levels = levels();
        levels[500]++;

        assertThatThrownBy(() -> new Made(this, numbers(), levels).check(declarations))
                .hasMessage("task 500 stands twice or on level 51");
    }

    @Test
    void theCycleIsFoundWithOneTaskOfEachLayer() {
        CycleSearch search = new CycleSearch();
        search.declare(SIZE);
        search.search();

        assertThatCode(search::check).doesNotThrowAnyException();
    }

    private static int[] numbers() {
        return IntStream.range(0, SIZE).toArray();
    }

    private int[] levels() {
        return IntStream.range(0, SIZE).map(declarations::level).toArray();
    }
}
