package dev.orchestration.resources;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.math.BigDecimal;

/**
 * Amounts as whole millionths. Sums of them are exact, so ten times 0.1 is 1 and nothing drifts however often it is taken
 * and given back. Stateless.
 */
final class Amounts {
    /** The largest amount, in units: sums of a few of these still fit into a {@code long} of millionths. */
    static final long MOST = 1_000_000_000_000L;

    private static final long UNIT = 1_000_000;

    private Amounts() {}

    /**
     * The whole millionths in {@code amount}. What is finer is cut off and not rounded up, so that n equal shares of
     * something always fit into it n times.
     *
     * @param what whose amount it is, for the error
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) unless it is a number from one millionth to {@link #MOST}
     */
    static long millionths(double amount, String what) {
        long count = count(amount);
        if (count == 0) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, what + " must be a number from 0.000001 to " + MOST + ", not " + amount);
        }
        return count;
    }

    /** As {@link #millionths}, but 0 for what is no amount. */
    static long count(double amount) {
        return amount > 0 && amount <= MOST ? cut(amount) : 0;
    }

    /** 0.3 as a double is a little less than 0.3: what lacks a thousandth of a millionth counts as whole. */
    private static long cut(double amount) {
        long whole = (long) amount;
        double slack = Math.min(0.5, 0.001 + Math.ulp(amount) * UNIT);
        return whole * UNIT + (long) ((amount - whole) * UNIT + slack);
    }

    static double units(long millionths) {
        return decimal(millionths).doubleValue();
    }

    /** For people: without a fraction where there is none. */
    static String text(long millionths) {
        return decimal(millionths).stripTrailingZeros().toPlainString();
    }

    private static BigDecimal decimal(long millionths) {
        return BigDecimal.valueOf(millionths, 6);
    }

    /**
     * The sum of two amounts.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it is larger than {@link #MOST}
     */
    static long sum(long a, long b) {
        if (a + b > MOST * UNIT) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS, "amounts of one request add up to more than " + MOST);
        }
        return a + b;
    }
}
