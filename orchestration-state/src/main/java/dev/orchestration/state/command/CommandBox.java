package dev.orchestration.state.command;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.List;
import java.util.Optional;

/**
 * Where commands lie before the owner of a store: whoever may look at the store may leave one, the owner takes them. A
 * command outlives its sender, and lies here until its answer is recorded in the store
 * ({@link dev.orchestration.state.event.Event.CommandReceived}); only then is it removed, so a crash between the two leaves
 * one that the next owner finds answered, and removes. Thread-safe.
 */
public interface CommandBox {
    /**
     * Leaves a command; one of the same id is replaced.
     *
     * @throws OrchestrationException ({@code COMMAND_REFUSED}) if it is larger than {@link Command#MAX_BYTES}, ({@code
     *     STORE_UNAVAILABLE}) if it cannot be left here
     */
    void send(Command command);

    /** The ids of the commands that lie here, in the order in which they came as far as that is known. */
    List<String> waiting();

    /**
     * The command of this id, for the owner, who has it in hand from now on: it goes on lying here until it is removed, and can
     * no more be withdrawn. What turns out to be none (broken, too large, no file of ours) is set aside with a line in the log,
     * and never seen again. Taking it again, also by the next owner, gives it again.
     *
     * @return empty if it was set aside, or somebody has removed it
     * @throws OrchestrationException ({@code STORE_UNAVAILABLE}) if it cannot be read at the moment
     */
    Optional<Command> take(String id);

    /** Removes a command; says whether it was there. For the owner, once its answer is recorded. */
    boolean remove(String id);

    /**
     * Removes a command that no owner has in hand, for its sender.
     *
     * @return whether it is gone, and nobody will carry it out; if not, its answer tells what became of it
     */
    boolean withdraw(String id);

    /**
     * Calls {@code hint} on a thread of its own whenever a command may have come. Only a hint: it may be called for nothing,
     * and once for many; whoever must not miss one looks at {@link #waiting()} now and then as well. Close what is returned
     * to end that.
     */
    Watch watch(Runnable hint);

    /** Somebody is told of new commands until this is closed, which is idempotent. */
    interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The box of a store that takes no commands.
     *
     * @param store how people call it
     */
    static CommandBox none(String store) {
        return new CommandBox() {
            @Override
            public void send(Command command) {
                throw new OrchestrationException(
                        ErrorCode.COMMAND_REFUSED,
                        "the store " + store + " takes no commands of other processes; wait until its owner ends");
            }

            @Override
            public List<String> waiting() {
                return List.of();
            }

            @Override
            public Optional<Command> take(String id) {
                return Optional.empty();
            }

            @Override
            public boolean remove(String id) {
                return false;
            }

            @Override
            public boolean withdraw(String id) {
                return false;
            }

            @Override
            public Watch watch(Runnable hint) {
                return () -> {};
            }
        };
    }
}
