package dev.orchestration.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {
    private static RetryPolicy policy(double jitter) {
        return new RetryPolicy(
                5,
                Duration.ofSeconds(1),
                3,
                Duration.ofSeconds(20),
                jitter,
                Set.of(ErrorKind.EXTERNAL, ErrorKind.USER));
    }

    @Test
    void eachBackoffIsLongerByTheMultiplierUpToTheGreatest() {
        assertThat(policy(0).backoff(1, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy(0).backoff(3, 0.5)).isEqualTo(Duration.ofSeconds(9));
        assertThat(policy(0).backoff(4, 0.5)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy(0).backoff(100_000, 0.5)).isEqualTo(Duration.ofSeconds(20));
    }

    @Test
    void theJitterSpreadsEitherWayByItsShareAndNeverBeyondTheGreatest() {
        assertThat(policy(0.2).backoff(1, 0)).isEqualTo(Duration.ofMillis(800));
        assertThat(policy(0.2).backoff(1, 1)).isEqualTo(Duration.ofMillis(1_200));
        assertThat(policy(0.2).backoff(9, 1)).isEqualTo(Duration.ofSeconds(20));
        assertThat(policy(1).backoff(1, 0)).isZero();
    }

    @Test
    void noBackoffIsLongerThanAHundredYears() {
        Duration tooLong = Durations.MAX.plusNanos(1);
        assertThatThrownBy(() -> new RetryPolicy(1, tooLong, 2, Durations.MAX, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new RetryPolicy(1, Duration.ZERO, 2, tooLong, 0, Set.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(new RetryPolicy(1, Durations.MAX, 2, Durations.MAX, 0, Set.of()).backoff(9, 0.5))
                .isEqualTo(Durations.MAX);
    }

    @Test
    void onlyTheNamedKindsAreRetriedAndTheUsersFaultNeverIs() {
        assertThat(policy(0).allows(ErrorKind.EXTERNAL, 5)).isTrue();
        assertThat(policy(0).allows(ErrorKind.EXTERNAL, 6)).isFalse();
        assertThat(policy(0).allows(ErrorKind.INTERNAL, 1)).isFalse();
        assertThat(policy(0).allows(ErrorKind.USER, 1)).isFalse();
        assertThat(RetryPolicy.none().allows(ErrorKind.EXTERNAL, 1)).isFalse();
    }
}
