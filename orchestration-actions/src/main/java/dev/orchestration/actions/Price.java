package dev.orchestration.actions;

import java.math.BigDecimal;

/** What a model costs, in a currency of the operator's choice for a million tokens. */
public record Price(BigDecimal input, BigDecimal output) {
    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);

    /** @throws IllegalArgumentException if a price is negative */
    public Price {
        if (input.signum() < 0 || output.signum() < 0) {
            throw new IllegalArgumentException("a price is negative");
        }
    }

    BigDecimal of(long inputTokens, long outputTokens) {
        return input.multiply(BigDecimal.valueOf(inputTokens))
                .add(output.multiply(BigDecimal.valueOf(outputTokens)))
                .divide(MILLION)
                .stripTrailingZeros();
    }
}
