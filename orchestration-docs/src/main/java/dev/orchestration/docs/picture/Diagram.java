package dev.orchestration.docs.picture;

import dev.orchestration.tasks.TaskStatus;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a picture shows. Immutable.
 *
 * @param title above it
 * @param note below it, for example what was left out; may be empty
 */
public record Diagram(String title, List<Node> nodes, List<Edge> edges, String note) {
    /**
     * One box.
     *
     * @param detail in small letters below the name; may be empty
     * @param status drawn as a shape before the name; null where no run is meant
     * @param conditional whether a condition decides if it runs
     * @param stands for how many steps it stands; more than one are drawn as a pile
     */
    public record Node(String name, String detail, @Nullable TaskStatus status, boolean conditional, int stands) {}

    /**
     * One arrow between nodes.
     *
     * @param otherwise whether it is followed when what it comes from fails, too, or only then
     */
    public record Edge(int from, int to, boolean otherwise) {}

    /** Copies the lists. */
    public Diagram {
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
