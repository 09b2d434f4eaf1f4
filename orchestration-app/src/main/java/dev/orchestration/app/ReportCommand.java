package dev.orchestration.app;

import dev.orchestration.docs.report.ExecutionPage;
import dev.orchestration.docs.report.History;
import dev.orchestration.docs.report.Subject;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate report ID -o FILE}. */
final class ReportCommand implements Command {
    private static final String OUTPUT = "--output";
    private static final String HEADLESS = "java.awt.headless";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Write an execution as one HTML page",
                "orchestrate report 7k2m -o report.html",
                "orchestrate report 7k2m > report.html");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        SharedOptions.text(spec, "FILE", "Write to FILE instead of standard output.", OUTPUT, "-o");
        SharedOptions.addStore(spec);
        SharedOptions.flag(spec, "Do not say where the page is.", SharedOptions.QUIET, "-q");
        SharedOptions.flag(spec, "Log what happens inside, and print stack traces.", SharedOptions.DEBUG);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String id = arguments.first("an execution", 1);
        String file = arguments.text(OUTPUT);
        Caller caller = arguments.caller();
        if (file == null && caller.out().style().terminal()) {
            throw new UsageException("a page is no text for a terminal; write it to a file with -o FILE");
        }
        Path path = file == null ? null : place(arguments, file);
        byte[] page = page(arguments, id).getBytes(StandardCharsets.UTF_8);
        if (path == null) {
            caller.out().bytes(page);
        } else {
            Files.write(path, page);
            if (!arguments.quiet()) {
                caller.err().line("the report is in " + arguments.shown(path));
            }
        }
        return ExitCodes.DONE;
    }

    private static @Nullable Path place(Arguments arguments, String file) {
        Path path = arguments.path(file);
        Path folder = path.getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException(OUTPUT + " " + file + ": there is no directory " + folder);
        }
        return path;
    }

    private static String page(Arguments arguments, String id) {
        if (System.getProperty(HEADLESS) == null) {
            System.setProperty(HEADLESS, "true");
        }
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(id);
            var execution = store.executions().view(row);
            Optional<WorkflowDefinition> definition = execution.holdsPlainTasks()
                    ? Optional.empty()
                    : Optional.of(store.executions().definition(row));
            History history = new History(store.executions().steps(row));
            store.store().archive().replay(row.id(), commit -> commit.events().forEach(history::accept));
            return ExecutionPage.of(
                    new Subject(execution, definition, history, store.store().logs(), ZoneId.systemDefault()));
        }
    }
}
