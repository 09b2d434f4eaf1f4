package dev.orchestration.workflow.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * The JSON Schema (draft 2020-12) of the native form, for editors and other tools. What it refuses {@link WorkflowReader}
 * refuses, too, but for keys that are there without a value; the reader finds what no schema can say, such as cycles.
 */
public final class DefinitionSchema {
    private static final String RESOURCE = "workflow.schema.json";

    private DefinitionSchema() {}

    /** The schema as JSON text. */
    public static String text() {
        try (InputStream in = DefinitionSchema.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
