package dev.orchestration.app;

import dev.orchestration.store.Copied;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store backup FILE}. */
final class StoreBackupCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Copy the store with its outputs and logs, also while somebody works on it",
                "orchestrate store backup ../backup.db",
                "orchestrate list --store ../backup.db");
        SharedOptions.argument(spec, "FILE", "The copy, which must not be there yet; it is a store like any other.");
        StoreUpkeep.describe(spec, "what was copied");
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.words().isEmpty()) {
            throw new UsageException("name the file of the backup");
        }
        Path target = arguments.path(arguments.words().get(0));
        Copied copied = StoreUpkeep.of(arguments, 1).backup(target);
        return StoreUpkeep.tell(
                arguments,
                "copied to " + arguments.shown(copied.path()) + ": " + StoreUpkeep.size(copied.bytes()) + ", "
                        + StoreUpkeep.count(copied.outputs().files(), "output file") + ", "
                        + StoreUpkeep.count(copied.logs().files(), "log"),
                StoreUpkeep.json(
                        "path",
                        copied.path().toString(),
                        "bytes",
                        copied.bytes(),
                        "outputs",
                        StoreUpkeep.json(copied.outputs()),
                        "logs",
                        StoreUpkeep.json(copied.logs())));
    }
}
