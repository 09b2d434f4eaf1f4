package dev.orchestration.workflow.definition;

import java.util.Collection;

/**
 * Finds, among known names, the one that a mistyped name most likely means: fewest insertions, deletions, replacements
 * and swaps of neighbours, at most a third of its length. Work is bounded over the life of an object, so a file of
 * nothing but mistakes costs no more than a large one; after that it suggests nothing. Confined to one thread.
 */
public final class Nearest {
    private static final long BUDGET = 20_000_000;

    private final Collection<String> known;
    private long left = BUDGET;

    public Nearest(Collection<String> known) {
        this.known = known;
    }

    /** {@code ; did you mean 'x'?}, or nothing where no known name is near. Ties go to the first known name. */
    public String suggestion(String word) {
        String best = "";
        int limit = Math.max(1, word.length() / 3) + 1;
        for (String name : known) {
            left -= 8;
            if (left < 0) {
                break;
            }
            if (Math.abs(name.length() - word.length()) < limit) {
                left -= (long) name.length() * word.length();
                int distance = distance(word, name);
                best = distance < limit ? name : best;
                limit = Math.min(limit, distance);
            }
        }
        return best.isEmpty() ? "" : "; did you mean " + Quoted.of(best) + "?";
    }

    private static int distance(String a, String b) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            above[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(above[j], row[j - 1]) + 1, above[j - 1] + change);
                if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
                    row[j] = Math.min(row[j], before[j - 2] + 1);
                }
            }
            int[] spare = before;
            before = above;
            above = row;
            row = spare;
        }
        return above[b.length()];
    }
}
