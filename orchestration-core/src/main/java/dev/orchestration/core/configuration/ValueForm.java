package dev.orchestration.core.configuration;

import com.google.errorprone.annotations.Immutable;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.Durations;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a setting may be, and how it is read from a file or a variable. Immutable. Every command makes all of them, so nothing
 * is prepared here that only reading a value needs.
 */
@Immutable
final class ValueForm {
    private enum Kind {
        TEXT,
        WORD,
        MATCHING,
        WHOLE,
        DURATION,
        PATH,
        STORE
    }

    static final ValueForm TEXT = new ValueForm(Kind.TEXT, "a text");
    static final ValueForm DURATION = new ValueForm(Kind.DURATION, "a duration");
    static final ValueForm PATHS = new ValueForm(Kind.PATH, "folders", "", 0, 0, File.pathSeparator);
    static final ValueForm STORE = new ValueForm(Kind.STORE, "a file, a database, or memory");

    private final Kind kind;
    private final String one;
    private final String pattern;
    private final long least;
    private final long most;
    private final String separator;

    private ValueForm(Kind kind, String one) {
        this(kind, one, "", 0, 0, "");
    }

    /** @param separator of the elements of a list in a variable; empty where it is no list */
    private ValueForm(Kind kind, String one, String pattern, long least, long most, String separator) {
        this.kind = kind;
        this.one = one;
        this.pattern = pattern;
        this.least = least;
        this.most = most;
        this.separator = separator;
    }

    static ValueForm words(String... words) {
        return new ValueForm(Kind.WORD, String.join(", ", words));
    }

    static ValueForm whole(long least, long most) {
        return new ValueForm(Kind.WHOLE, "a whole number from " + least + " to " + most, "", least, most, "");
    }

    /** @param one what it looks like, for people */
    static ValueForm matching(String one, String pattern) {
        return new ValueForm(Kind.MATCHING, one, pattern, 0, 0, "");
    }

    /** @param one what each element looks like, for people */
    static ValueForm listMatching(String one, String pattern) {
        return new ValueForm(Kind.MATCHING, one, pattern, 0, 0, "[,\\s]+");
    }

    String described() {
        return isList() ? "a list of " + one : one;
    }

    private boolean isList() {
        return !separator.isEmpty();
    }

    /**
     * What a file says.
     *
     * @param folder against which relative paths count
     * @throws IllegalArgumentException with what is wrong
     */
    Object ofFile(@Nullable Object given, Path folder) {
        if (given == null) {
            throw new IllegalArgumentException("has no value; write " + described());
        }
        return isList() ? each(given instanceof List<?> list ? list : List.of(given), folder) : read(given, folder);
    }

    /**
     * What a variable says.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    Object ofVariable(String said, Path folder) {
        return isList() ? each(List.of(said.split(separator, -1)), folder) : read(said, folder);
    }

    private List<Object> each(List<?> given, Path folder) {
        List<Object> all = new ArrayList<>(given.size());
        for (Object element : given) {
            if (!"".equals(element)) {
                all.add(read(element == null ? "" : element, folder));
            }
        }
        return List.copyOf(all);
    }

    private Object read(Object given, Path folder) {
        return switch (kind) {
            case TEXT -> text(given);
            case WORD -> word(text(given));
            case MATCHING -> matching(text(given));
            case WHOLE -> whole(given);
            case DURATION -> duration(given);
            case PATH -> path(text(given), folder);
            case STORE -> store(text(given), folder);
        };
    }

    private static String text(Object given) {
        if (!(given instanceof String text) || text.isBlank()) {
            throw new IllegalArgumentException(shown(given) + " is no text");
        }
        if (text.codePoints().anyMatch(Quoted::isHidden)) {
            throw new IllegalArgumentException(shown(given) + " has a character that cannot be seen");
        }
        return text.strip();
    }

    private String word(String text) {
        List<String> known = List.of(one.split(", ", -1));
        if (!known.contains(text)) {
            throw new IllegalArgumentException(
                    Quoted.of(text) + " is not one of " + one + Nearest.suggestion(text, known));
        }
        return text;
    }

    private String matching(String text) {
        if (!Pattern.matches(pattern, text)) {
            throw new IllegalArgumentException(shown(text) + " is not " + one);
        }
        return text;
    }

    private Long whole(Object given) {
        long number;
        try {
            number = given instanceof Long whole
                    ? whole
                    : Long.parseLong(String.valueOf(given).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(shown(given) + " is no whole number", e);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not between " + least + " and " + most);
        }
        return number;
    }

    /** As it was written, as people will look for that. */
    private static String duration(Object given) {
        var unused = Durations.parse(given);
        return String.valueOf(given).strip();
    }

    private static String store(String text, Path folder) {
        return text.equals("memory") || text.startsWith("jdbc:") ? text : path(text, folder);
    }

    private static String path(String text, Path folder) {
        try {
            return folder.resolve(text).toAbsolutePath().normalize().toString();
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException(shown(text) + " is no path: " + e.getReason(), e);
        }
    }

    private static String shown(Object given) {
        return Quoted.of(String.valueOf(given));
    }
}
