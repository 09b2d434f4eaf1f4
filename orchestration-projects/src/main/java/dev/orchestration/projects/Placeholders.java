package dev.orchestration.projects;

import dev.orchestration.state.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Fills the words of a project into the files of a template: <code>{{name}}</code> and its like are replaced by text, once, and
 * nothing is evaluated. What is replaced is written so that it stays text in a file of that kind; in a program, of which that
 * cannot be said, all but letters, digits and a few harmless characters are left out. Immutable.
 */
final class Placeholders {
    private final Map<String, String> values;
    private final Pattern pattern;

    /** @param values by the word between the braces */
    Placeholders(Map<String, String> values) {
        this.values = Map.copyOf(values);
        this.pattern = Pattern.compile(
                "\\{\\{(" + values.keySet().stream().map(Pattern::quote).collect(Collectors.joining("|")) + ")\\}\\}");
    }

    /** The file's content with all words filled in; what is no UTF-8 text stays as it is. */
    byte[] fill(String path, byte[] content) {
        String text;
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
        } catch (CharacterCodingException e) {
            return content;
        }
        if (text.indexOf('\0') >= 0) {
            return content;
        }
        UnaryOperator<String> written = writer(path);
        Matcher found = pattern.matcher(text);
        return found.replaceAll(
                        match -> Matcher.quoteReplacement(written.apply(values.getOrDefault(match.group(1), ""))))
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The path of a file with all words filled in. Of each all but letters and digits of ASCII, '-', '_' and '.' becomes '_', and
     * a folder or file that would be none by its name, or one above, gets a '_' before it: so no word leads out of the project.
     */
    String fillPath(String path) {
        if (!path.contains("{{")) {
            return path;
        }
        String[] parts = path.split("/", -1);
        for (int part = 0; part < parts.length; part++) {
            String filled = pattern.matcher(parts[part])
                    .replaceAll(match -> Matcher.quoteReplacement(
                            values.getOrDefault(match.group(1), "").replaceAll("[^A-Za-z0-9._-]", "_")));
            boolean named = filled.equals(parts[part]) || !filled.matches("\\.{0,2}|\\.git");
            parts[part] = named ? filled : "_" + filled;
        }
        return String.join("/", parts);
    }

    private static UnaryOperator<String> writer(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return switch (name.substring(name.lastIndexOf('.') + 1)) {
            case "yaml", "yml", "json" -> Placeholders::inQuotes;
            case "html", "htm", "xml", "svg" -> Placeholders::inHtml;
            case "md" -> Placeholders::inMarkdown;
            case "txt" -> UnaryOperator.identity();
            default -> Placeholders::harmless;
        };
    }

    /** As it stands between double quotes, in JSON and in YAML. */
    private static String inQuotes(String value) {
        String quoted = Json.write(value);
        return quoted.substring(1, quoted.length() - 1);
    }

    private static String inHtml(String value) {
        return value.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String inMarkdown(String value) {
        return value.replaceAll("([\\\\`*\\[\\]|!#~&>])", "\\\\$1").replace("<", "&lt;");
    }

    private static String harmless(String value) {
        return value.replaceAll("[^\\p{L}\\p{N} .,_-]", "");
    }
}
