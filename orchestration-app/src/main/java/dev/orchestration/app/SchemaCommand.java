package dev.orchestration.app;

import dev.orchestration.workflow.definition.DefinitionSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schema}. */
final class SchemaCommand implements Command {
    private static final String OUTPUT = "--output";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print the JSON Schema of workflow files",
                "orchestrate schema -o workflow.schema.json",
                "orchestrate schema | less");
        SharedOptions.text(spec, "FILE", "Write to FILE instead of standard output.", OUTPUT, "-o");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String schema = DefinitionSchema.text();
        String file = arguments.text(OUTPUT);
        if (file == null) {
            arguments.caller().out().print(schema);
            return ExitCodes.DONE;
        }
        Path path = arguments.path(file);
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException(OUTPUT + " " + file + ": there is no directory " + folder);
        }
        Files.writeString(path, schema);
        return ExitCodes.DONE;
    }
}
