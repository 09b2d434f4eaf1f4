package dev.orchestration.app;

import dev.orchestration.docs.picture.Picture;
import dev.orchestration.docs.picture.WorkflowDiagram;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.definition.DrawnGraph;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate graph [FILE]}. */
final class GraphCommand implements Command {
    private static final String FORMAT = "--format";
    /** Endings of files that hold Mermaid. */
    private static final Set<String> TEXTS = Set.of("mmd", "md", "txt");

    private static final String OUTPUT = "--output";
    private static final String PNG = "png";
    private static final String HEADLESS = "java.awt.headless";
    private static final List<String> FORMATS = List.of("mermaid", "dot", "graphml", "svg", PNG);

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Draw a workflow as Mermaid, DOT, GraphML, SVG or PNG",
                "orchestrate graph report.yaml",
                "orchestrate graph report.yaml -o report.svg",
                "orchestrate graph --format dot report.yaml > report.dot");
        SharedOptions.argument(spec, "[FILE]", "The workflow; without it the workflow file of the current directory.");
        SharedOptions.text(
                spec,
                "FORMAT",
                "mermaid, dot, graphml, svg or png; by default what the name after -o ends with, else mermaid.",
                FORMAT,
                "-f");
        SharedOptions.text(spec, "FILE", "Write to FILE instead of standard output.", OUTPUT, "-o");
        SharedOptions.flag(spec, "Print no warnings.", SharedOptions.QUIET, "-q");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String file = arguments.text(OUTPUT);
        String format = format(arguments, file);
        if (file == null
                && format.equals(PNG)
                && arguments.caller().out().style().terminal()) {
            throw new UsageException("a PNG is no text for a terminal; write it to a file with -o FILE");
        }
        WorkflowDefinition definition = AnyActions.load(arguments);
        byte[] drawn = drawn(definition, format, arguments);
        if (file == null) {
            arguments.caller().out().bytes(drawn);
        } else {
            write(arguments.path(file), drawn, file);
        }
        return ExitCodes.DONE;
    }

    private static String format(Arguments arguments, @Nullable String file) {
        String given = arguments.text(FORMAT);
        if (given == null) {
            String ending = file == null ? "" : file.substring(file.lastIndexOf('.') + 1);
            if (file != null && !ending.equals(file) && !FORMATS.contains(ending) && !TEXTS.contains(ending)) {
                throw new UsageException(
                        "no format is known by the ending of " + Quoted.of(file) + "; name it .svg or .png, or"
                                + " say " + FORMAT + " with one of " + String.join(", ", FORMATS));
            }
            return FORMATS.contains(ending) ? ending : "mermaid";
        }
        if (!FORMATS.contains(given)) {
            throw new UsageException(FORMAT + " is " + String.join(", ", FORMATS) + ", not " + Quoted.of(given)
                    + Nearest.suggestion(given, FORMATS));
        }
        return given;
    }

    private static byte[] drawn(WorkflowDefinition definition, String format, Arguments arguments) {
        return switch (format) {
            case "dot" -> text(DrawnGraph.labelled(definition).toDot());
            case "graphml" -> text(DrawnGraph.of(definition).toGraphML());
            case "svg" -> text(picture(definition).svg());
            case PNG -> {
                Picture picture = picture(definition);
                if (picture.pngScale() < 1 && !arguments.quiet()) {
                    arguments
                            .caller()
                            .err()
                            .line(String.format(
                                    Locale.ROOT,
                                    "the picture is large, so the PNG is scaled to %.0f %% of it; an SVG is sharp at"
                                            + " every size",
                                    picture.pngScale() * 100));
                }
                yield picture.png();
            }
            default -> text(DrawnGraph.labelled(definition).toMermaid());
        };
    }

    private static Picture picture(WorkflowDefinition definition) {
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        return Picture.of(WorkflowDiagram.of(definition));
    }

    private static byte[] text(String text) {
        return (text.endsWith("\n") ? text : text + "\n").getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path path, byte[] picture, String shown) throws IOException {
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException(OUTPUT + " " + shown + ": there is no directory " + folder);
        }
        Files.write(path, picture);
    }
}
