package dev.orchestration.workflow.simulation;

import dev.orchestration.state.ResourceId;
import dev.orchestration.state.Wire;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What keeps a step from starting of which all dependencies have ended.
 *
 * @param resource of which there is not enough; null unless the kind is {@code RESOURCE}
 */
public record Lack(Kind kind, @Nullable ResourceId resource) implements Comparable<Lack> {
    /** The sorts of things that can be lacking, in the order in which the engine asks for them. */
    public enum Kind {
        /** The mode lets one step run after the other. */
        MODE,
        /** The workflow's own limit of steps at once is reached. */
        MAX_PARALLEL,
        /** Every worker is busy. */
        WORKERS,
        /** There is not enough of a resource. */
        RESOURCE,
        /** There is enough of everything, but it would delay another step that is before it in line. */
        TURN
    }

    static final Lack TURN = new Lack(Kind.TURN, null);

    private static final Comparator<Lack> ORDER =
            Comparator.comparing(Lack::kind).thenComparing(lack -> lack.resource == null ? "" : lack.resource.value());

    static Lack of(ResourceId resource) {
        return new Lack(Kind.RESOURCE, resource);
    }

    @Override
    public int compareTo(Lack other) {
        return ORDER.compare(this, other);
    }

    /** For people: the id of the resource, else the kind in words. */
    @Override
    public String toString() {
        return resource == null ? Wire.name(kind) : resource.value();
    }
}
