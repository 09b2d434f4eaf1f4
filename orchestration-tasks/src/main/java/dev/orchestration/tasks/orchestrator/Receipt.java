package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import org.jspecify.annotations.Nullable;

/**
 * The command at which something is done: its answer is recorded in the very commit that does it. Immutable.
 *
 * @param command the command's id
 * @param by who asked
 */
public record Receipt(String command, String verb, String by) {
    public static Receipt of(Command command) {
        return new Receipt(command.id(), command.verb(), command.by());
    }

    Event.CommandReceived done(long at, ExecutionId execution) {
        return new Event.CommandReceived(at, command, by, verb, execution.value(), null, null);
    }

    Event.CommandReceived refused(long at, @Nullable String execution, OrchestrationException why) {
        String message = Failure.of(why).message(); // which is bounded
        return new Event.CommandReceived(
                at, command, by, verb, execution, why.code().name(), message);
    }
}
