package dev.orchestration.docs.picture;

/** Coordinates as SVG wants them. */
final class Numbers {
    private Numbers() {}

    /** At most two digits after the point, and none that say nothing. */
    static String of(double value) {
        long hundredths = Math.round(value * 100);
        long whole = Math.abs(hundredths) / 100;
        long rest = Math.abs(hundredths) % 100;
        String sign = hundredths < 0 ? "-" : "";
        if (rest == 0) {
            return sign + whole;
        }
        return sign + whole + "." + (rest % 10 == 0 ? rest / 10 : (rest < 10 ? "0" : "") + rest);
    }
}
