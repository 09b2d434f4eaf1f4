package dev.orchestration.workflow.definition;

import dev.orchestration.state.Json;
import java.util.Locale;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamFactory;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLReadFeature;

/** The text of a file and how it is to be read. */
record SourceText(String text, boolean yaml) {
    /** The most characters, and bytes, a file may have. */
    static final int MAX_SIZE = 64 << 20;

    /** While a long scalar is read it is copied once for each window; with small windows that takes minutes. */
    private static final int WINDOW = 64 << 10;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(Json.MAX_DEPTH)
            .maxStringLength(MAX_SIZE)
            .maxDocumentLength(-1)
            .build();

    private static final JsonFactory JSON =
            JsonFactory.builder().streamReadConstraints(LIMITS).build();

    /**
     * Plain scalars as in YAML 1.2 core, but 010 is ten; {@code yes}, {@code no}, {@code on} and dates stay text. The
     * schema is told to the settings, because settings of one's own make the factory forget its schema.
     */
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .loadSettings(LoadSettings.builder()
                    .setCodePointLimit(MAX_SIZE)
                    .setBufferSize(WINDOW)
                    .setAllowDuplicateKeys(true)
                    .setSchema(new CoreSchema())
                    .build())
            .streamReadConstraints(LIMITS)
            .disable(YAMLReadFeature.PARSE_OCTAL_NUMBERS)
            .build();

    /** Decides by the file's extension; where it has another, by the first characters. */
    static SourceText of(String text, String fileName) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        String name = fileName.toLowerCase(Locale.ROOT);
        if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            return new SourceText(body, true);
        }
        return new SourceText(body, !name.endsWith(".json") && !looksLikeJson(body));
    }

    /** A flow map of YAML begins with a bare word, a JSON object with a quote. */
    private static boolean looksLikeJson(String text) {
        int at = skipBlank(text, 0);
        if (at < text.length() && text.charAt(at) == '{') {
            int next = skipBlank(text, at + 1);
            return next == text.length() || text.charAt(next) == '"' || text.charAt(next) == '}';
        }
        return false;
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    JsonParser parser() {
        TokenStreamFactory factory = yaml ? YAML : JSON;
        return factory.createParser(ObjectReadContext.empty(), text);
    }

    /** The place of a character, counted in code points as YAML does. */
    Place placeOfCodePoint(int index) {
        int line = 1;
        int column = 1;
        int at = 0;
        for (int i = 0; i < index && at < text.length(); i++) {
            int c = text.codePointAt(at);
            at += Character.charCount(c);
            line += c == '\n' ? 1 : 0;
            column = c == '\n' ? 1 : column + 1;
        }
        return new Place(line, column);
    }
}
