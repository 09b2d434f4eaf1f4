package dev.orchestration.benchmarks.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Figures for people: three digits that mean something, thousands apart. */
final class Numbers {
    private static final MathContext THREE_DIGITS = new MathContext(3);

    private Numbers() {}

    /** For example 0.304, 2.00, 41.7, 163, 26,400. */
    static String shown(double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        BigDecimal rounded = new BigDecimal(value).round(THREE_DIGITS);
        int digitsBeforePoint = rounded.precision() - rounded.scale();
        int decimals = Math.max(0, Math.min(3 - digitsBeforePoint, 6));
        return String.format(Locale.ROOT, "%,." + decimals + "f", rounded);
    }

    /** A number as a goal writes it: without zeros that say nothing. */
    static String plain(double value) {
        String text = String.format(Locale.ROOT, "%,.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
