package dev.orchestration.app;

import dev.orchestration.workflow.Definitions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate new workflow [FILE]}. */
final class NewWorkflowCommand implements Command {
    private static final String NAME = "--name";
    private static final String STEPS = "--steps";
    private static final String FORCE = "--force";
    private static final String USUAL = "workflow.yaml";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Write a workflow to begin with; on a terminal it asks for what is not given",
                "orchestrate new workflow",
                "orchestrate new workflow report.yaml --name report --steps fetch,clean,publish");
        SharedOptions.argument(spec, "[FILE]", "Where to write it; by default " + USUAL + ".");
        SharedOptions.text(spec, "NAME", "The workflow's name; by default that of the file or its folder.", NAME);
        SharedOptions.text(spec, "A,B,C", "The steps, each of which runs after the one before.", STEPS);
        SharedOptions.flag(spec, "Overwrite the file if it is there.", FORCE);
        SharedOptions.flag(spec, "Do not say what to do next.", SharedOptions.QUIET, "-q");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Path file = file(arguments);
        if (Files.exists(file) && !arguments.has(FORCE)) {
            throw existsAlready(arguments, file);
        }
        Prompt prompt = new Prompt(arguments.caller());
        String name = asked(prompt, arguments.text(NAME), "Name of the workflow", usualName(arguments, file));
        String steps = asked(prompt, arguments.text(STEPS), "Steps, separated by commas", "hello,goodbye");
        String text = WorkflowDraft.of(name, names(steps));
        // What it writes is valid, whatever was answered; the faults of an odd name are told as those of a file.
        var unused = new Definitions().parse(text, arguments.shown(file));
        write(arguments, file, text);
        if (!arguments.quiet()) {
            tell(arguments, file);
        }
        return ExitCodes.DONE;
    }

    private static Path file(Arguments arguments) {
        List<String> words = arguments.words();
        if (words.size() > 1) {
            throw new UsageException("too many words: " + String.join(" ", words.subList(1, words.size())));
        }
        String word = words.isEmpty() ? USUAL : words.get(0);
        if (!word.endsWith(".yaml") && !word.endsWith(".yml")) {
            throw new UsageException("a new workflow is written as YAML, so its file ends with .yaml, not as " + word);
        }
        Path file = arguments.path(word);
        Path folder = file.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException("there is no directory " + folder);
        }
        return file;
    }

    private static String usualName(Arguments arguments, Path file) {
        String own = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        Path folder = arguments.caller().directory().getFileName();
        boolean plain = own.equals("workflow") && folder != null;
        return plain ? folder.toString() : own;
    }

    private static String asked(Prompt prompt, @Nullable String given, String what, String usual) throws IOException {
        return given != null ? given : prompt.ask(what, usual);
    }

    private static List<String> names(String steps) {
        List<String> names =
                Arrays.stream(steps.split(",", -1)).map(String::strip).toList();
        if (names.contains("")) {
            throw new UsageException(STEPS + " takes names that are separated by commas, not '" + steps + "'");
        }
        return names;
    }

    private static UsageException existsAlready(Arguments arguments, Path file) {
        return new UsageException(arguments.shown(file) + " is there already; " + FORCE + " overwrites it");
    }

    /** Creates the file in one step with the look whether it is there, so that nobody else's is overwritten. */
    private static void write(Arguments arguments, Path file, String text) throws IOException {
        OpenOption[] options = arguments.has(FORCE)
                ? new OpenOption[] {
                    StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE
                }
                : new OpenOption[] {StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE};
        try {
            Files.write(file, text.getBytes(StandardCharsets.UTF_8), options);
        } catch (FileAlreadyExistsException e) {
            throw existsAlready(arguments, file);
        }
    }

    private static void tell(Arguments arguments, Path file) {
        String program = arguments.caller().program();
        String shown = arguments.shown(file);
        var err = arguments.caller().err();
        err.line("wrote " + shown);
        err.line("  next:  " + program + " run " + shown);
        err.line("         " + program + " schema -o " + WorkflowDraft.SCHEMA
                + "   lets an editor complete keys and mark faults");
    }
}
