package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.orchestration.tasks.action.ActionName;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** How much is handed out beyond the slots, and how long things take as a rule. */
class WindowTest {
    private static Pace pace(long... micros) {
        Pace pace = new Pace();
        Arrays.stream(micros).forEach(pace::observe);
        return pace;
    }

    @Test
    void ofWhatHasNeverRunNothingIsHandedOutAhead() {
        assertThat(new Window(4, 256).size(pace())).isZero();
    }

    @Test
    void eachWorkerHasTwoHundredMicrosecondsBeforeItAndNoMoreThanTheWindowHolds() {
        Window window = new Window(4, 256);
        assertThat(window.size(pace(1))).isEqualTo(256);
        assertThat(window.size(pace(20))).isEqualTo(40);
        assertThat(window.size(pace(200))).isEqualTo(4);
        assertThat(window.size(pace(801))).isZero();
    }

    @Test
    void whereCommitsAreSlowTenOfThemAreCovered() {
        Window window = new Window(4, 256);
        LongStream.range(0, 1_000).forEach(i -> window.committed(100));
        assertThat(window.size(pace(999))).isEqualTo(4);
        assertThat(window.size(pace(4_001))).isZero();
    }

    @Test
    void oneSlowCommitIsOneOfSixteen() {
        Window window = new Window(1, 256);
        window.committed(1_600);
        assertThat(window.size(pace(100))).isEqualTo(10);
    }

    @Test
    void thePaceIsAMeanThatForgetsSlowly() {
        assertThat(pace().mean()).isInfinite();
        assertThat(pace(10, 20).mean()).isEqualTo(15);
        assertThat(pace(0).mean()).isEqualTo(0.1);
        Pace long100 = pace(LongStream.generate(() -> 100).limit(1_000).toArray());
        long100.observe(164);
        assertThat(long100.mean()).isCloseTo(101, within(1e-6));
    }

    @Test
    void everyActionHasAPaceOfItsOwn() {
        Paces paces = new Paces();
        ActionName one = new ActionName("test", "one");
        ActionName two = new ActionName("test", "two");
        paces.of(one).observe(7);
        paces.of(two).observe(9);
        assertThat(paces.of(one).mean()).isEqualTo(7);
        assertThat(paces.of(two).mean()).isEqualTo(9);
    }
}
