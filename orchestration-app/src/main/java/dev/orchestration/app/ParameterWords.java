package dev.orchestration.app;

import dev.orchestration.state.Json;
import dev.orchestration.workflow.definition.ParameterValues;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a run as the command line gives them. */
final class ParameterWords {
    private static final String OPTION = "-p";
    private static final String FILE = "--params-file";

    private ParameterWords() {}

    /** Those of the file, then those given singly, which win. */
    static Map<String, Object> read(Arguments arguments, WorkflowDefinition definition) throws IOException {
        Map<String, Object> values = new LinkedHashMap<>();
        String file = arguments.text(FILE);
        if (file != null) {
            values.putAll(fromFile(arguments.path(file), file));
        }
        Map<String, String> texts = new LinkedHashMap<>();
        for (String word : arguments.texts(OPTION)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new UsageException(OPTION + " takes KEY=VALUE, not '" + word + "'");
            }
            if (texts.put(word.substring(0, equals), word.substring(equals + 1)) != null) {
                throw new UsageException(OPTION + " gives '" + word.substring(0, equals) + "' twice");
            }
        }
        values.putAll(ParameterValues.fromText(definition, texts));
        return values;
    }

    private static Map<String, Object> fromFile(Path path, String shown) throws IOException {
        if (!Files.isRegularFile(path)) {
            throw new UsageException(FILE + " " + shown + ": there is no such file");
        }
        Object value;
        try {
            value = Json.read(Files.readString(path));
        } catch (CharacterCodingException e) {
            throw new UsageException(FILE + " " + shown + " is no UTF-8 text");
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, Object> values = new LinkedHashMap<>();
            map.forEach((key, each) -> put(values, String.valueOf(key), each));
            return values;
        }
        throw new UsageException(FILE + " " + shown + " holds no JSON object");
    }

    @SuppressWarnings("NullAway") // JSON objects hold nulls
    private static void put(Map<String, Object> values, String key, @Nullable Object value) {
        values.put(key, value);
    }
}
