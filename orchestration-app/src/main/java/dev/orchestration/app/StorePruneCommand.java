package dev.orchestration.app;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.Pruned;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store prune --keep TIME}. */
final class StorePruneCommand implements Command {
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
                SharedOptions.KEEP);
        StoreUpkeep.describe(spec, "what was removed");
    }

    @Override
    public int run(Arguments arguments) {
        long keep = TimeUnit.SECONDS.toMicros(keep(arguments).toSeconds());
        Pruned pruned = prune(arguments, arguments.caller().clock().micros() - keep);
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

    private static Pruned prune(Arguments arguments, long before) {
        try {
            return StoreUpkeep.of(arguments, 0).prune(before);
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.STORE_OWNED) {
                throw e;
            }
            throw new OrchestrationException(
                    e.code(),
                    e.getMessage()
                            + "; an owner can remove what ended long ago while it works: `orchestrate serve --engine"
                            + " --keep 30d`, or keepEnded in Java",
                    e);
        }
    }

    private static Duration keep(Arguments arguments) {
        String given = arguments.text(SharedOptions.KEEP);
        if (given == null) {
            throw new UsageException("say how long to keep what has ended: " + SharedOptions.KEEP + " 30d");
        }
        return keep(given);
    }

    /** How long to keep, as the option says it. */
    static Duration keep(String given) {
        try {
            return Durations.parse(given);
        } catch (IllegalArgumentException e) {
            throw new UsageException(SharedOptions.KEEP + ": " + e.getMessage());
        }
    }
}
