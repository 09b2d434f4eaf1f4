package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.ReadResult;
import java.util.List;

/** Faults of one file, with the file called as the caller called it. */
record FaultLines(WorkflowFile file) {
    /** That a template implies a dependency is worth saying when a file is looked at, not each time it runs. */
    private static final String IMPLIED = "implied_dependency";

    /** Tells what is odd with a file that is about to be used. */
    void warn(ReadResult result, Channel err) {
        result.warnings().stream()
                .filter(warning -> !warning.code().equals(IMPLIED))
                .forEach(warning -> err.line(warning(warning)));
    }

    String warning(Fault warning) {
        Fault named = named(warning);
        return Printable.line(
                new Fault(named.file(), named.line(), named.column(), named.code(), "warning: " + named.message())
                        .toString());
    }

    String error(Fault error) {
        return Printable.line(named(error).toString());
    }

    List<Fault> named(ReadResult result) {
        return result.errors().stream().map(this::named).toList();
    }

    Fault named(Fault fault) {
        return new Fault(file.shown(), fault.line(), fault.column(), fault.code(), fault.message());
    }
}
