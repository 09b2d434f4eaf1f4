package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.workflow.command.CommandClerk;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Whoever owns a store and is done stays as long as others have their executions carried out by this process. */
final class Stay {
    private Stay() {}

    static void asLongAsNeeded(OrchestrationEngine engine, RunView view) {
        engine.commandClerk().ifPresent(clerk -> asLongAsNeeded(clerk, view));
    }

    private static void asLongAsNeeded(CommandClerk clerk, RunView view) {
        CompletableFuture<Void> alone = clerk.leave();
        List<ExecutionId> guests = clerk.guests();
        if (!alone.isDone() && !guests.isEmpty()) {
            String which = guests.stream().map(ExecutionId::value).collect(Collectors.joining(", "));
            view.say("done, but this process still works for other terminals, on " + which
                    + " (Ctrl-C hands their work over to them)");
        }
        alone.join();
    }
}
