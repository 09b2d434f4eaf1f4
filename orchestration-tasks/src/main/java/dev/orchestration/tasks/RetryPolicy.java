package dev.orchestration.tasks;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;

/**
 * When a failed attempt is followed by another.
 *
 * @param maxRetries attempts after the first, 0 for none
 * @param initial the first backoff, at most {@link Durations#MAX}
 * @param multiplier each further backoff is this many times the one before, at least 1
 * @param max no backoff is longer; at most {@link Durations#MAX}
 * @param jitter each backoff is spread by up to this share either way, 0 to 1
 * @param on the kinds of failure that are retried; {@code USER} and {@code CANCELLED} never are
 */
public record RetryPolicy(
        int maxRetries, Duration initial, double multiplier, Duration max, double jitter, Set<ErrorKind> on) {
    /** All kinds that a retry may cure. */
    public static final Set<ErrorKind> RETRYABLE =
            Set.copyOf(EnumSet.of(ErrorKind.RESOURCE, ErrorKind.EXTERNAL, ErrorKind.TIMEOUT, ErrorKind.INTERNAL));

    private static final RetryPolicy NONE =
            new RetryPolicy(0, Duration.ofSeconds(1), 2, Duration.ofMinutes(1), 0.2, RETRYABLE);

    /** @throws IllegalArgumentException if a value is outside of its bounds */
    public RetryPolicy {
        on = Set.copyOf(on);
        if (maxRetries < 0 || !(multiplier >= 1) || !(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException(
                    "a retry policy needs at least 0 retries, a multiplier of at least 1 and a"
                            + " jitter from 0 to 1, not " + maxRetries + ", " + multiplier + " and " + jitter);
        }
        if (isOutside(initial) || isOutside(max)) {
            throw new IllegalArgumentException("no backoff is shorter than nothing or longer than "
                    + Durations.MAX.toDays() + " days: " + initial + ", " + max);
        }
    }

    private static boolean isOutside(Duration backoff) {
        return backoff.isNegative() || backoff.compareTo(Durations.MAX) > 0;
    }

    /** No retry. */
    public static RetryPolicy none() {
        return NONE;
    }

    /** The default backoff (1 s, doubling, at most a minute, jitter 0.2) with {@code maxRetries}. */
    public static RetryPolicy of(int maxRetries) {
        return new RetryPolicy(maxRetries, NONE.initial, NONE.multiplier, NONE.max, NONE.jitter, NONE.on);
    }

    /** Whether a failure of this kind, the {@code failedAttempts}-th of its activation, is followed by another attempt. */
    public boolean allows(ErrorKind kind, int failedAttempts) {
        return failedAttempts <= maxRetries && on.contains(kind) && RETRYABLE.contains(kind);
    }

    /**
     * How long to wait after the {@code failedAttempts}-th failure.
     *
     * @param random from 0 to 1, decides within the jitter
     */
    public Duration backoff(int failedAttempts, double random) {
        double plain = (double) initial.toNanos() * Math.pow(multiplier, failedAttempts - 1.0);
        double bounded = Math.min(plain, (double) max.toNanos());
        double spread = bounded * (1 + jitter * (2 * random - 1));
        return Duration.ofNanos((long) Math.min(spread, (double) max.toNanos()));
    }
}
