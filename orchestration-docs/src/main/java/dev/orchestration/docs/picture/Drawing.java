package dev.orchestration.docs.picture;

import java.util.List;

/**
 * A diagram with a place for everything; x to the right, y downwards.
 *
 * @param boxes by node
 * @param routes by edge
 */
record Drawing(Diagram diagram, List<Box> boxes, List<Route> routes, double width, double height) {
    /** The place of a node, and its texts as far as they fit. */
    record Box(double x, double y, double width, double height, String name, String detail) {}

    record Point(double x, double y) {}

    /** From the border of one node to that of another. */
    record Route(List<Point> points) {}
}
