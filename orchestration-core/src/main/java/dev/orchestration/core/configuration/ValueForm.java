package dev.orchestration.core.configuration;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.action.Durations;
import java.io.File;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a setting may be, and how it is read from a file or a variable. Immutable. */
final class ValueForm {
    /** Reads one value; throws IllegalArgumentException with what is wrong with it. */
    private interface Reader {
        /** @param folder against which relative paths count */
        Object read(Object given, Path folder);
    }

    static final ValueForm TEXT = new ValueForm("a text", "", (given, folder) -> text(given));
    static final ValueForm DURATION = new ValueForm("a duration", "", (given, folder) -> duration(given));
    static final ValueForm PATHS = new ValueForm(
            "a list of folders",
            File.pathSeparator,
            (given, folder) -> each(given, one -> path(text(one), folder)));
    static final ValueForm STORE =
            new ValueForm("a file, a database, or memory", "", (given, folder) -> store(text(given), folder));

    private static final String MEMORY = "memory";

    private final String described;
    private final String separator;
    private final Reader reader;

    private ValueForm(String described, String separator, Reader reader) {
        this.described = described;
        this.separator = separator;
        this.reader = reader;
    }

    static ValueForm words(String... words) {
        List<String> known = List.of(words);
        return new ValueForm(String.join(", ", known), "", (given, folder) -> word(text(given), known));
    }

    /** @param one what each element looks like, for people */
    static ValueForm texts(String one, Pattern pattern) {
        return new ValueForm("a list of " + one, "[,\\s]+", (given, folder) -> each(given, element -> {
            String text = text(element);
            if (!pattern.matcher(text).matches()) {
                throw new IllegalArgumentException(shown(text) + " is not " + one);
            }
            return text;
        }));
    }

    static ValueForm url() {
        return new ValueForm("a URL", "", (given, folder) -> {
            String text = text(given);
            if (!text.matches("https?://[^\\s/]+.*")) {
                throw new IllegalArgumentException(shown(text) + " is no URL that begins with http:// or https://");
            }
            return text;
        });
    }

    static ValueForm whole(long least, long most) {
        return new ValueForm(
                "a whole number from " + least + " to " + most, "", (given, folder) -> whole(given, least, most));
    }

    String described() {
        return described;
    }

    /**
     * What a file says.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    Object ofFile(@Nullable Object given, Path folder) {
        if (given == null) {
            throw new IllegalArgumentException("has no value; write " + described);
        }
        return reader.read(given, folder);
    }

    /**
     * What a variable says.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    Object ofVariable(String said, Path folder) {
        boolean many = !separator.isEmpty();
        return reader.read(
                many
                        ? Stream.of(said.split(separator, -1))
                                .filter(part -> !part.isBlank())
                                .toList()
                        : said,
                folder);
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

    private static List<Object> each(Object given, java.util.function.Function<Object, Object> reader) {
        List<?> all = given instanceof List<?> list ? list : List.of(given);
        return all.stream()
                .map(one -> reader.apply(Objects.requireNonNullElse(one, "")))
                .toList();
    }

    private static String word(String text, List<String> known) {
        if (!known.contains(text)) {
            throw new IllegalArgumentException(Quoted.of(text) + " is not one of " + String.join(", ", known)
                    + Nearest.suggestion(text, known));
        }
        return text;
    }

    private static Long whole(Object given, long least, long most) {
        long number;
        try {
            number = given instanceof Long whole ? whole : Long.parseLong(String.valueOf(given).strip());
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(shown(given) + " is no whole number", e);
        }
        if (number < least || number > most) {
            throw new IllegalArgumentException(number + " is not between " + least + " and " + most);
        }
        return number;
    }

    private static String duration(Object given) {
        var unused = Durations.parse(given);
        return String.valueOf(given).strip();
    }

    private static String store(String text, Path folder) {
        if (text.equals(MEMORY) || text.startsWith("jdbc:")) {
            return text;
        }
        return path(text, folder);
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
