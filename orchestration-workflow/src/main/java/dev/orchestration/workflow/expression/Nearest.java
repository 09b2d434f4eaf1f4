package dev.orchestration.workflow.expression;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** The name a person most likely meant: the one with the smallest edit distance, if that is small. */
final class Nearest {
    /** Above this many candidates nothing is looked for; an error must not cost more than the work. */
    private static final int MOST = 10_000;

    private static final int LONGEST = 100;

    private Nearest() {}

    /** {@code ; nearest: "items"}, or nothing where none is near. */
    static String hint(String name, Collection<String> candidates) {
        return of(name, candidates).map(near -> "; nearest: " + near).orElse("");
    }

    static Optional<String> of(String name, Collection<String> candidates) {
        if (candidates.size() > MOST || name.length() > LONGEST) {
            return Optional.empty();
        }
        int limit = name.length() < 4 ? 2 : name.length() / 3 + 2;
        String best = null;
        for (String candidate : candidates) {
            if (Math.abs(candidate.length() - name.length()) < limit) {
                int distance = distance(name.toLowerCase(Locale.ROOT), candidate.toLowerCase(Locale.ROOT));
                if (distance < limit) {
                    limit = distance;
                    best = candidate;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
