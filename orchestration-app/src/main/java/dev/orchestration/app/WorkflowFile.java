package dev.orchestration.app;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow's file.
 *
 * @param shown as the caller named it
 */
record WorkflowFile(Path path, String shown) {
    private static final List<String> USUAL = List.of("workflow.yaml", "workflow.yml", "workflow.json");

    /** The one file that the command line names, else the one with a usual name in the current directory. */
    static WorkflowFile of(Arguments arguments) {
        List<String> words = arguments.words();
        if (words.size() > 1) {
            throw new UsageException("one workflow at a time, not " + words.size() + ": " + String.join(", ", words));
        }
        if (words.size() == 1) {
            return named(words.get(0), arguments);
        }
        List<String> found = USUAL.stream()
                .filter(name -> Files.isRegularFile(arguments.path(name)))
                .toList();
        if (found.size() == 1) {
            return named(found.get(0), arguments);
        }
        throw new UsageException(
                found.isEmpty()
                        ? "name a workflow file: there is no " + String.join(", ", USUAL) + " in "
                                + arguments.caller().directory()
                        : "there are several workflow files here, name one: " + String.join(", ", found));
    }

    /** Where files are looked for that it names. */
    @Nullable
    Path folder() {
        return path.toAbsolutePath().normalize().getParent();
    }

    static WorkflowFile named(String name, Arguments arguments) {
        return new WorkflowFile(arguments.path(name), name);
    }
}
