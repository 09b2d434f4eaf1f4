package dev.orchestration.actions;

import java.time.Duration;

/**
 * How a host outside is protected from us, and we from it: a circuit breaker and a rate limit for each scheme, host and port.
 *
 * @param breakerCalls of so many last calls the share of failures is counted, once there were so many
 * @param failurePercent from this share on no call is made for a while
 * @param openFor how long that while is
 * @param rate so many calls are made in a period
 * @param ratePeriod the period
 * @param rateWait a call that would have to wait longer for its turn is refused
 */
public record GuardSettings(
        int breakerCalls, int failurePercent, Duration openFor, int rate, Duration ratePeriod, Duration rateWait) {
    /** @throws IllegalArgumentException if a value is outside of its bounds */
    public GuardSettings {
        if (breakerCalls < 1 || failurePercent < 1 || failurePercent > 100 || rate < 1) {
            throw new IllegalArgumentException(
                    "a circuit breaker needs at least 1 call, a share of failures from 1 to 100"
                            + " percent and a rate of at least 1, not " + breakerCalls + ", " + failurePercent + " and "
                            + rate);
        }
        if (openFor.toMillis() < 1 || ratePeriod.toMillis() < 1 || rateWait.isNegative()) {
            throw new IllegalArgumentException("a circuit breaker is open, and a rate counted, for at least 1ms");
        }
    }

    /** Opens for 30 s when half of the last 20 calls failed; at most 50 calls a second, waited for up to 10 s. */
    public static GuardSettings usual() {
        return new GuardSettings(20, 50, Duration.ofSeconds(30), 50, Duration.ofSeconds(1), Duration.ofSeconds(10));
    }

    public GuardSettings withBreaker(int calls, int percent, Duration open) {
        return new GuardSettings(calls, percent, open, rate, ratePeriod, rateWait);
    }

    public GuardSettings withRate(int calls, Duration period, Duration wait) {
        return new GuardSettings(breakerCalls, failurePercent, openFor, calls, period, wait);
    }
}
