package dev.orchestration.app;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds what a mistyped word may have meant. */
final class NearestWord {
    private static final int LONGEST = 40;

    private NearestWord() {}

    /** The first of {@code words} that few changes make of {@code typed}; null if it is like none of them. */
    static @Nullable String to(String typed, List<String> words) {
        String best = null;
        int least = Math.max(1, typed.length() / 3) + 1;
        for (String word : words) {
            int changes = changes(typed.substring(0, Math.min(LONGEST, typed.length())), word);
            if (changes < least) {
                least = changes;
                best = word;
            }
        }
        return best;
    }

    /** How many letters to insert, delete, replace or swap with their neighbour (optimal string alignment). */
    private static int changes(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = i + j;
                    continue;
                }
                boolean same = a.charAt(i - 1) == b.charAt(j - 1);
                int replace = cost[i - 1][j - 1] + (same ? 0 : 1);
                cost[i][j] = Math.min(replace, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
                boolean crossed =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (crossed) {
                    cost[i][j] = Math.min(cost[i][j], cost[i - 2][j - 2] + 1);
                }
            }
        }
        return cost[a.length()][b.length()];
    }
}
