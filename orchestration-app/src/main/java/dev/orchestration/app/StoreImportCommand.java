package dev.orchestration.app;

import dev.orchestration.store.Transferred;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store import FILE}. */
final class StoreImportCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Take in executions that another store exported: all of the file or nothing",
                "orchestrate store import all.jsonl",
                "orchestrate store import all.jsonl --store other.db");
        SharedOptions.argument(spec, "FILE", "What `store export` wrote. The store is created if it is not there yet.");
        StoreUpkeep.describe(spec, "how much it was");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (arguments.words().size() != 1) {
            throw new UsageException("name one file that `store export` has written");
        }
        Path file = arguments.path(arguments.words().get(0));
        Path store = arguments.store().file();
        if (store == null) {
            throw new UsageException("import is for a store in a file; name one with " + SharedOptions.STORE);
        }
        Transferred taken;
        try (BufferedReader in = Files.newBufferedReader(file)) {
            taken = StoreUpkeep.at(store, arguments).importFrom(in);
        } catch (NoSuchFileException e) {
            throw new UsageException("there is no file " + file);
        }
        return StoreUpkeep.tell(
                arguments,
                "imported " + StoreUpkeep.count(taken.executions(), "execution") + " with "
                        + StoreUpkeep.count(taken.commits(), "commit") + "; their logs stay where they were",
                StoreExportCommand.json(taken));
    }
}
