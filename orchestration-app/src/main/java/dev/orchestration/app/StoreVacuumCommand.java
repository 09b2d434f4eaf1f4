package dev.orchestration.app;

import dev.orchestration.store.Vacuumed;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store vacuum}. */
final class StoreVacuumCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Give the space of removed executions back to the file system",
                "orchestrate store vacuum",
                "orchestrate store vacuum --json --store state.db");
        StoreUpkeep.describe(spec, "the sizes before and after");
    }

    @Override
    public int run(Arguments arguments) {
        Vacuumed vacuumed = StoreUpkeep.of(arguments, 0).vacuum();
        return StoreUpkeep.tell(
                arguments,
                "from " + StoreUpkeep.size(vacuumed.before()) + " to " + StoreUpkeep.size(vacuumed.after()),
                StoreUpkeep.json("bytes_before", vacuumed.before(), "bytes_after", vacuumed.after()));
    }
}
