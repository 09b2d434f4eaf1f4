package dev.orchestration.actions;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.ratelimiter.RateLimiter;
import io.github.resilience4j.ratelimiter.RateLimiterConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** What stands before every call of one host: a circuit breaker, then a rate limit. Thread-safe. */
final class HostGate {
    private final String origin;
    private final GuardSettings settings;
    private final Clock clock;
    private final CircuitBreaker breaker;
    private final RateLimiter limiter;
    private final AtomicLong openedAt = new AtomicLong();

    HostGate(String origin, GuardSettings settings, Clock clock) {
        this.origin = origin;
        this.settings = settings;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                origin,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(settings.breakerCalls())
                        .minimumNumberOfCalls(settings.breakerCalls())
                        .failureRateThreshold(settings.failurePercent())
                        .waitDurationInOpenState(settings.openFor())
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .clock(new Calendar(clock))
                        .build());
        breaker.getEventPublisher().onStateTransition(event -> {
            if (event.getStateTransition().getToState() == State.OPEN) {
                openedAt.set(clock.micros());
            }
        });
        this.limiter = RateLimiter.of(
                origin,
                RateLimiterConfig.custom()
                        .limitForPeriod(settings.rate())
                        .limitRefreshPeriod(settings.ratePeriod())
                        .timeoutDuration(settings.rateWait())
                        .build());
    }

    /** One call of the host. */
    @FunctionalInterface
    interface Outgoing<T> {
        T make() throws ActionFailedException;
    }

    /**
     * Makes the call if it may be made. A failure of the kinds external and timeout counts against the host; what is wrong
     * with the call itself, or a call that somebody ended, does not count at all.
     *
     * @param broken which answers count against the host, too
     * @throws ActionFailedException ({@code CircuitOpen} or {@code RateLimited}, external) if the call may not be made
     */
    <T> T pass(Outgoing<T> call, Predicate<T> broken) throws ActionFailedException {
        if (!breaker.tryAcquirePermission()) {
            throw heldBack();
        }
        boolean told = false;
        long begun = clock.nanos();
        try {
            requireTurn();
            T answer = call.make();
            told = true;
            if (broken.test(answer)) {
                breaker.onError(clock.nanos() - begun, TimeUnit.NANOSECONDS, new BrokenAnswer());
            } else {
                breaker.onSuccess(clock.nanos() - begun, TimeUnit.NANOSECONDS);
            }
            return answer;
        } catch (ActionFailedException e) {
            if (countsAgainstTheHost(e)) {
                told = true;
                breaker.onError(clock.nanos() - begun, TimeUnit.NANOSECONDS, e);
            }
            throw e;
        } finally {
            if (!told) {
                breaker.releasePermission();
            }
        }
    }

    private static boolean countsAgainstTheHost(ActionFailedException e) {
        ErrorKind kind = e.failure().kind();
        return !(e instanceof NotCalled) && (kind == ErrorKind.EXTERNAL || kind == ErrorKind.TIMEOUT);
    }

    private void requireTurn() throws ActionFailedException {
        if (limiter.acquirePermission()) {
            return;
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new ActionFailedException(
                    "CallEnded", ErrorKind.CANCELLED, "the attempt was asked to end while it waited to call " + origin);
        }
        throw new NotCalled(
                "RateLimited",
                "not called: " + origin + " is called at most " + settings.rate() + " times in "
                        + seconds(settings.ratePeriod()) + ", and the turn of this call is more than "
                        + seconds(settings.rateWait()) + " away");
    }

    private NotCalled heldBack() {
        State state = breaker.getState();
        String why = "not called: too many calls of " + origin + " failed, so its circuit breaker is "
                + state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (state != State.OPEN) {
            return new NotCalled("CircuitOpen", why + ": one call is under way to see whether it works again");
        }
        Duration since = Duration.of(clock.micros() - openedAt.get(), java.time.temporal.ChronoUnit.MICROS);
        Duration left = settings.openFor().minus(since);
        return new NotCalled(
                "CircuitOpen",
                why + "; in " + seconds(left.isNegative() ? Duration.ZERO : left) + " a call is tried again");
    }

    private static String seconds(Duration duration) {
        long tenths = (duration.toMillis() + 99) / 100;
        return tenths % 10 == 0 ? tenths / 10 + " s" : tenths / 10.0 + " s";
    }

    /** The host was not even called. */
    private static final class NotCalled extends ActionFailedException {
        private static final long serialVersionUID = 1L;

        NotCalled(String type, String message) {
            super(type, ErrorKind.EXTERNAL, message);
        }
    }

    /** Stands for an answer that counts as a failure. */
    private static final class BrokenAnswer extends Exception {
        private static final long serialVersionUID = 1L;

        BrokenAnswer() {
            super("", null, false, false);
        }
    }

    /** Our clock as the library asks for it. */
    private static final class Calendar extends java.time.Clock {
        private final Clock clock;

        Calendar(Clock clock) {
            this.clock = clock;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public java.time.Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plus(clock.micros(), java.time.temporal.ChronoUnit.MICROS);
        }
    }
}
