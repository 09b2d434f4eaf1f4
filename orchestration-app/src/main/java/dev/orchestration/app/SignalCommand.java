package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate signal ID NAME}. */
final class SignalCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Send a signal to an execution",
                "orchestrate signal 7k2m delivered",
                "orchestrate signal 7k2m delivered --data '{\"parcel\": 17}'");
        SharedOptions.argument(
                spec,
                "ID NAME",
                "The execution, or the beginning of its id if that is unique; the signal that a step waits for or will.");
        JsonOption.add(spec, "What comes with it: the output of the step that waits.");
        Intervention.describe(spec);
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = arguments.second("the signal");
        Object data = JsonOption.read(arguments);
        return Intervention.run(
                arguments,
                arguments.first("an execution", 2),
                (manager, row, launch) -> manager.signal(row.id(), name, data, launch),
                (commands, execution) -> commands.signal(execution, name, data),
                (events, executions, row) -> KeptSignal.told(name, events, executions, row));
    }
}
