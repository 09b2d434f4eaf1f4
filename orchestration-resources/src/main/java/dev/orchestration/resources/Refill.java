package dev.orchestration.resources;

import java.math.BigInteger;
import java.time.Duration;

/**
 * How what was used of a rate comes back: evenly, so much in each period, exactly to the millionth however often one looks
 * (the token bucket, counted by what is missing from it). Not thread-safe.
 */
final class Refill {
    /** {@code amount} millionths come back in {@code nanos} nanoseconds; without a common factor. */
    private final long amount;

    private final long nanos;

    /** Up to when it is settled what came back. */
    private long settled;

    /** What came back beyond whole millionths, in {@code nanos}-ths of a millionth; less than {@code nanos}. */
    private long rest;

    Refill(long amount, Duration period, long now) {
        long time = Ticks.nanos(period);
        long factor = BigInteger.valueOf(amount).gcd(BigInteger.valueOf(time)).longValueExact();
        this.amount = amount / factor;
        this.nanos = time / factor;
        this.settled = now;
    }

    /** How many millionths of {@code used} have come back since the last question. */
    long returned(long used, long now) {
        long elapsed = now - settled;
        settled = now;
        if (used == 0) {
            rest = 0; // a full bucket saves nothing up
            return 0;
        }
        if (isSmall(elapsed, amount)) {
            return settle(used, elapsed * amount + rest);
        }
        BigInteger all =
                BigInteger.valueOf(elapsed).multiply(BigInteger.valueOf(amount)).add(BigInteger.valueOf(rest));
        if (all.compareTo(BigInteger.valueOf(used).multiply(BigInteger.valueOf(nanos))) >= 0) {
            rest = 0;
            return used;
        }
        BigInteger[] parts = all.divideAndRemainder(BigInteger.valueOf(nanos));
        rest = parts[1].longValueExact();
        return parts[0].longValueExact();
    }

    private long settle(long used, long all) {
        long back = all / nanos;
        if (back >= used) {
            rest = 0;
            return used;
        }
        rest = all - back * nanos;
        return back;
    }

    /** In how many nanoseconds from the last question {@code lacking} millionths have come back. */
    long nanosUntil(long lacking) {
        BigInteger need =
                BigInteger.valueOf(lacking).multiply(BigInteger.valueOf(nanos)).subtract(BigInteger.valueOf(rest));
        BigInteger[] parts = need.divideAndRemainder(BigInteger.valueOf(amount));
        BigInteger time = parts[1].signum() > 0 ? parts[0].add(BigInteger.ONE) : parts[0];
        return time.bitLength() < Long.SIZE - 1 ? time.longValueExact() : Ticks.NEVER;
    }

    /** Whether the product, and a rest on top, fit into a {@code long}. */
    private static boolean isSmall(long a, long b) {
        return Math.multiplyHigh(a, b) == 0 && a * b >= 0 && a * b < Long.MAX_VALUE / 2;
    }
}
