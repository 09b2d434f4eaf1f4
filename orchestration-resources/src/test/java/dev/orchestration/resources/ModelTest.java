package dev.orchestration.resources;

import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is asked of the manager in whatever order, it does what the plain model does. */
class ModelTest {
    static LongStream seeds() {
        return LongStream.rangeClosed(1, 150);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void theManagerDoesWhatTheModelDoes(long seed) {
        ModelPlay play = new ModelPlay(seed);
        for (int i = 0; i < 200; i++) {
            play.act();
            play.compare();
        }
        play.end();
    }
}
