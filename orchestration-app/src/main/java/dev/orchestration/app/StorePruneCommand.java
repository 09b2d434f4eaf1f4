package dev.orchestration.app;

import dev.orchestration.store.Pruned;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store prune --keep TIME}. */
final class StorePruneCommand implements Command {
    private static final String KEEP = "--keep";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Remove executions that ended long ago, and files that nobody needs",
                "orchestrate store prune --keep 30d",
                "orchestrate store prune --keep 12h --json");
        SharedOptions.text(
                spec,
                "TIME",
                "Remove executions that ended longer ago than this, with their logs and outputs: 30d, 12h, 90m. What has"
                        + " not ended stays.",
                KEEP);
        StoreUpkeep.describe(spec, "what was removed");
    }

    @Override
    public int run(Arguments arguments) {
        long keep = TimeUnit.SECONDS.toMicros(keep(arguments).toSeconds());
        Pruned pruned =
                StoreUpkeep.of(arguments, 0).prune(arguments.caller().clock().micros() - keep);
        return StoreUpkeep.tell(
                arguments,
                "removed " + StoreUpkeep.count(pruned.executions(), "execution") + " with "
                        + StoreUpkeep.count(pruned.commits(), "commit") + ", "
                        + StoreUpkeep.count(pruned.outputs().files(), "output file") + " ("
                        + StoreUpkeep.size(pruned.outputs().bytes()) + "), "
                        + StoreUpkeep.count(pruned.logs(), "folder")
                        + " of logs; `store vacuum` makes the file smaller",
                StoreUpkeep.json(
                        "executions",
                        pruned.executions(),
                        "commits",
                        pruned.commits(),
                        "definitions",
                        pruned.definitions(),
                        "outputs",
                        StoreUpkeep.json(pruned.outputs()),
                        "log_folders",
                        pruned.logs()));
    }

    private static Duration keep(Arguments arguments) {
        String given = arguments.text(KEEP);
        if (given == null) {
            throw new UsageException("say how long to keep what has ended: " + KEEP + " 30d");
        }
        try {
            return Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(KEEP + ": " + e.getMessage());
        }
    }
}
