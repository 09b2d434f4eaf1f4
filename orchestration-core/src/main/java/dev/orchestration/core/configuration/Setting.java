package dev.orchestration.core.configuration;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one key is, and who said so. Immutable.
 *
 * @param value a text, a whole number ({@code Long}) or a list of texts; null where nobody said anything and it is not one thing
 * @param source who said it
 * @param place the option, the variable, or the file and its line; {@code default} where nobody said anything
 */
public record Setting(ConfigurationKey key, @Nullable Object value, Source source, String place) {
    /** Who can say what a setting is: who stands first wins. */
    public enum Source {
        FLAG,
        ENVIRONMENT,
        PROJECT,
        USER,
        DEFAULT
    }

    static Setting usual(ConfigurationKey key) {
        return new Setting(key, null, Source.DEFAULT, "default");
    }

    /** An option of a command says it. */
    public static Setting ofFlag(ConfigurationKey key, Object value, String flag) {
        return new Setting(key, value, Source.FLAG, flag);
    }

    /** The same where what is usual means {@code value} here and now. */
    public Setting meaning(Object here) {
        return new Setting(key, here, source, place);
    }

    /** Whether anybody said it. */
    public boolean isSaid() {
        return value != null;
    }

    /** For people: what was said, else what is usual. */
    public String shown() {
        if (value == null) {
            return key.usual();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                : String.valueOf(value);
    }
}
