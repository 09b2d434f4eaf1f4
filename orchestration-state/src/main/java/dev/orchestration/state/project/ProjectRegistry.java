package dev.orchestration.state.project;

import dev.orchestration.state.OrchestrationException;
import java.util.List;
import java.util.Optional;

/**
 * The projects that a store knows. Unlike executions they belong to nobody: whoever has the store open may write, whether
 * as owner or to look. Each call that writes is one row, written durably or not at all before it returns, and says whether
 * what the caller had seen was still so; two processes cannot undo each other's work unseen. Thread-safe.
 *
 * <p>Every method is refused with {@link OrchestrationException} ({@code STORE_UNAVAILABLE}, {@code CLOSED}) where the store
 * cannot be reached.
 */
public interface ProjectRegistry {
    Optional<ProjectRow> find(String name);

    /** All projects, by name in the order of its characters. */
    List<ProjectRow> all();

    /** Adds a project; false, and nothing is done, if there is one of this name. */
    boolean add(ProjectRow row);

    /**
     * Writes {@code after} in place of {@code before}; false, and nothing is done, if the project is not as {@code before} any
     * more.
     *
     * @throws IllegalArgumentException if they have different names
     */
    boolean replace(ProjectRow before, ProjectRow after);

    /** Removes a project; false, and nothing is done, if it is not as {@code row} any more. */
    boolean remove(ProjectRow row);
}
