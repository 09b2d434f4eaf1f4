package dev.orchestration.state.journal;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.record.Records;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A place that keeps executions, opened either as owner, who may record, or to look. Closing gives ownership up; it is
 * idempotent.
 */
public interface Store extends AutoCloseable {
    /**
     * Where to record.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if the store was opened to look only
     */
    Journal journal();

    Archive archive();

    /**
     * Where outputs go that are too large for an event.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if the store was opened to look only
     */
    Outputs outputs();

    /** Outputs that are kept to be used again. */
    default OutputCache cache() {
        return OutputCache.NONE;
    }

    /** The owners whose ownership ended without order before this one took over, newest first; empty for a viewer. */
    List<Owner> fallenOwners();

    /**
     * This process's ownership.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if the store was opened to look only
     */
    Owner owner();

    /** Where commands for the owner lie. Whoever looks may send, the owner takes. */
    default CommandBox commands() {
        return CommandBox.none(name());
    }

    /**
     * The projects that this store knows; whoever looks may write there, too.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if this store keeps none
     */
    default ProjectRegistry projects() {
        throw new OrchestrationException(ErrorCode.WRONG_STATE, "the store " + name() + " keeps no projects");
    }

    /**
     * What this store keeps beside executions and projects; whoever looks may write there, too.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if this store keeps none
     */
    default Records records() {
        throw new OrchestrationException(
                ErrorCode.WRONG_STATE, "the store " + name() + " keeps nothing beside executions");
    }

    /**
     * Removes executions that ended before a time, with what nothing else needs, while their owner works; what was left of that by
     * an earlier one, too. It takes long, and holds up what the owner records for moments only. One thread at a time may call it.
     *
     * @param endedBefore microseconds since 1970
     * @throws dev.orchestration.state.OrchestrationException ({@code WRONG_STATE}) if this store does not do so; and what
     *     {@code owner} throws
     */
    default Removed removeEnded(long endedBefore, OwnerAtWork owner) {
        throw new OrchestrationException(
                ErrorCode.WRONG_STATE, "of the store " + name() + " nothing is removed while its owner works");
    }

    /** The folder for the output of processes and other files beside the journal; the owner has made it. */
    Path logs();

    /** Whether what is recorded outlives the process, so that recording waits for a disk or another machine. */
    default boolean isDurable() {
        return true;
    }

    /**
     * Has {@code listener} told, once and by any thread, when ownership is lost although nothing is just being recorded: a
     * database that does not answer, or another process that took over. A store whose ownership ends only with the process
     * never calls it.
     *
     * @param listener must not block
     */
    default void onLoss(Consumer<OrchestrationException> listener) {}

    /**
     * Ends this process's ownership before the store is closed: nothing is recorded any more, and another process may become
     * the owner, but it can still be looked at. Idempotent.
     */
    default void giveUp() {}

    /** How people call this store: its path, the address of its database, or {@code memory}. */
    String name();

    @Override
    void close();
}
