package dev.orchestration.app;

import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate graph [FILE]}. */
final class GraphCommand implements Command {
    private static final String FORMAT = "--format";
    private static final String OUTPUT = "--output";
    private static final List<String> FORMATS = List.of("mermaid", "dot", "graphml");

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Draw a workflow as Mermaid, DOT or GraphML",
                "orchestrate graph report.yaml",
                "orchestrate graph --format dot report.yaml -o report.dot");
        SharedOptions.argument(spec, "[FILE]", "The workflow; without it the workflow file of the current directory.");
        SharedOptions.text(spec, "FORMAT", "mermaid (the default), dot or graphml.", FORMAT, "-f");
        SharedOptions.text(spec, "FILE", "Write to FILE instead of standard output.", OUTPUT, "-o");
        SharedOptions.flag(spec, "Print no warnings.", SharedOptions.QUIET, "-q");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String format = arguments.text(FORMAT, "mermaid");
        if (!FORMATS.contains(format)) {
            throw new UsageException(FORMAT + " is mermaid, dot or graphml, not '" + format + "'");
        }
        WorkflowDefinition definition = load(arguments);
        WorkflowDAG dag = WorkflowDAG.of(
                definition.steps().stream().map(WorkflowStep::name).toList(),
                definition.steps().stream().map(WorkflowStep::dependencies).toList());
        String picture = switch (format) {
            case "dot" -> dag.toDot();
            case "graphml" -> dag.toGraphML();
            default -> dag.toMermaid();
        };
        String file = arguments.text(OUTPUT);
        if (file == null) {
            arguments.caller().out().print(picture.endsWith("\n") ? picture : picture + "\n");
        } else {
            write(arguments.path(file), picture, file);
        }
        return ExitCodes.DONE;
    }

    private static void write(Path path, String picture, String shown) throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException(OUTPUT + " " + shown + ": there is no directory " + folder);
        }
        Files.writeString(path, picture);
    }

    /** A graph needs no actions, so unknown ones do not matter here. */
    private static WorkflowDefinition load(Arguments arguments) {
        WorkflowFile file = WorkflowFile.of(arguments);
        ReadResult result = new Definitions().read(file.path(), Optional.empty());
        FaultLines faults = new FaultLines(file);
        if (!arguments.quiet()) {
            faults.warn(result, arguments.caller().err());
        }
        return result.definition().orElseThrow(() -> new DefinitionException(file.shown(), faults.named(result)));
    }
}
