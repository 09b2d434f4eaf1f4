package dev.orchestration.app;

import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store}, which needs a second word. */
final class StoreCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.aboutSeveral(
                spec,
                "COMMAND",
                "Look after the store",
                "store",
                Commands.OF_STORE,
                "orchestrate store info",
                "orchestrate store check",
                "orchestrate store backup ../copy.db",
                "orchestrate store prune --keep 30d",
                "orchestrate store takeover",
                "orchestrate help store prune");
    }

    @Override
    public int run(Arguments arguments) {
        throw new UsageException("say what to do with the store: " + String.join(", ", Commands.OF_STORE));
    }
}
