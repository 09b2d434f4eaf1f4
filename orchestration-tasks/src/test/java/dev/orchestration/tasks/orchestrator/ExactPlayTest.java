package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Who is short of resources and stands in front is passed only by those who do not delay it. */
class ExactPlayTest {
    private static final int SEEDS = 300;

    private static int play(UnaryOperator<TaskSpec> told) {
        int passed = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            try {
                passed += new ExactPlay(seed, told).play();
            } catch (AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
        }
        return passed;
    }

    @Test
    void whoStandsInFrontStartsNoLaterThanWithoutThoseWhoPassIt() {
        assertThat(play(UnaryOperator.identity())).isGreaterThan(SEEDS);
    }

    /** The engine takes what needs little for what is over at once, so it lets it pass. */
    @Test
    void aPassThatDelaysWhoStandsInFrontIsSeen() {
        UnaryOperator<TaskSpec> lie = task -> task.resources().stream().allMatch(need -> need.amount() < 2)
                ? Specs.lasting(task, Duration.ofNanos(1_000))
                : task;
        assertThatThrownBy(() -> play(lie)).isInstanceOf(AssertionError.class).hasMessageContaining("too late");
    }
}
