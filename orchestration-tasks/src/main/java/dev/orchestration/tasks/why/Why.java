package dev.orchestration.tasks.why;

import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import java.util.Optional;

/**
 * Why a step does not run now. Immutable.
 *
 * @param status of the step
 * @param since when it came to be in this status, microseconds since 1970
 * @param asOf when all this was so, microseconds since 1970
 * @param obstacles what is in its way, the first gate first; empty if nothing is, and it starts as soon as its owner looks
 * @param changes each alone opens the first gate that is shut, and no smaller one of its kind does; the smallest first: what
 *     needs nothing but patience, then what somebody has to do. Empty if there is nothing to do, or nothing helps
 */
public record Why(
        Place place, TaskStatus status, long since, long asOf, List<Obstacle> obstacles, List<Change> changes) {
    public Why {
        obstacles = List.copyOf(obstacles);
        changes = List.copyOf(changes);
    }

    /** The smallest change that would let it go; empty if there is nothing to do, or nothing helps. */
    public Optional<Change> change() {
        return changes.stream().findFirst();
    }
}
