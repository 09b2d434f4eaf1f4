package dev.orchestration.state;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Finds, among known names, the one that a mistyped name most likely means: fewest insertions, deletions, replacements
 * and swaps of neighbours (optimal string alignment), at most a third of its length, whatever the case of letters. Ties go
 * to the first known name. Work is bounded over the life of an object, so a file of nothing but mistakes costs no more
 * than a large one; after that it finds nothing. Thread-safe if the known names do not change.
 */
public final class Nearest {
    private static final long BUDGET = 20_000_000;
    private static final long BUDGET_OF_ONE = 1_000_000;
    private static final int LONGEST = 200;

    private final Collection<String> known;
    private final AtomicLong left;

    /** Finds any number of names. */
    public Nearest(Collection<String> known) {
        this(known, BUDGET);
    }

    private Nearest(Collection<String> known, long budget) {
        this.known = known;
        this.left = new AtomicLong(budget);
    }

    /** As {@link #suggestion(String)}, for one word: an error must not cost more than the work. */
    public static String suggestion(String word, Collection<String> known) {
        return new Nearest(known, BUDGET_OF_ONE).suggestion(word);
    }

    /** {@code ; did you mean 'x'?}, or nothing where no known name is near. */
    public String suggestion(String word) {
        return find(word).map(Nearest::asked).orElse("");
    }

    /** As {@link #suggestion(String)}, of all names but one. */
    public String suggestion(String word, @Nullable String except) {
        return find(word, except).map(Nearest::asked).orElse("");
    }

    /** {@code ; did you mean 'x'?}, or where no known name is near {@code ; known: x, y}, of many only the first. */
    public static String suggestionOrKnown(String word, List<String> known) {
        String near = suggestion(word, known);
        int shown = Math.min(known.size(), 20);
        String all = String.join(", ", known.subList(0, shown)) + (shown < known.size() ? ", …" : "");
        return near.isEmpty() ? "; known: " + (all.isEmpty() ? "none" : all) : near;
    }

    /** The question that a person is asked. */
    public static String asked(String name) {
        return "; did you mean " + Quoted.of(name) + "?";
    }

    /** The nearest known name, empty where none is near. */
    public Optional<String> find(String word) {
        return find(word, null);
    }

    /** As {@link #find(String)}, of all names but one. */
    public Optional<String> find(String word, @Nullable String except) {
        String best = null;
        int limit = Math.max(1, word.length() / 3) + 1;
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String wanted = word.toLowerCase(Locale.ROOT);
        for (String name : known) {
            boolean alike = Math.abs(name.length() - word.length()) < limit;
            if (left.addAndGet(alike ? -8L - (long) name.length() * word.length() : -8L) < 0) {
                break;
            }
            if (alike && !name.equals(except)) {
                int distance = distance(wanted, name.toLowerCase(Locale.ROOT));
                best = distance < limit ? name : best;
                limit = Math.min(limit, distance);
            }
        }
        return Optional.ofNullable(best);
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
