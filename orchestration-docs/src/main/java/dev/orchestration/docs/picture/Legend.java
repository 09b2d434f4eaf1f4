package dev.orchestration.docs.picture;

import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What the shapes of a diagram mean: only those that are in it. */
final class Legend {
    private static final double GAP = 6;
    private static final double BETWEEN = 18;
    private static final double HEIGHT = 34;

    /** @param sign draws the sign with its upper left corner at a point */
    record Entry(String word, Sign sign) {}

    /** Draws into a square of 16. */
    @FunctionalInterface
    interface Sign {
        String svg(double x, double y);
    }

    private Legend() {}

    static List<Entry> of(Diagram diagram) {
        Set<TaskStatus> states = EnumSet.noneOf(TaskStatus.class);
        boolean conditions = false;
        for (Diagram.Node node : diagram.nodes()) {
            var status = node.status();
            if (status != null) {
                states.add(status);
            }
            conditions |= node.conditional();
        }
        List<Entry> entries = new ArrayList<>();
        for (TaskStatus status : states) {
            StateShape shape = StateShape.of(status);
            entries.add(new Entry(shape.word(), shape::svg));
        }
        if (conditions) {
            entries.add(new Entry("runs if a condition holds", Legend::condition));
        }
        if (diagram.edges().stream().anyMatch(Diagram.Edge::otherwise)) {
            entries.add(new Entry("also, or only, after a failure", Legend::dashes));
        }
        return entries;
    }

    static String condition(double x, double y) {
        return "<path transform=\"translate(" + Numbers.of(x) + " " + Numbers.of(y)
                + ")\" d=\"M8 2l6 6l-6 6l-6 -6z\" fill=\"#FFF3D6\" stroke=\"#B26A00\" stroke-width=\"1.4\"/>";
    }

    private static String dashes(double x, double y) {
        return "<path d=\"M" + Numbers.of(x - 2) + " " + Numbers.of(y + 8)
                + "h20\" fill=\"none\" stroke=\"#C0392B\" stroke-width=\"1.5\" stroke-dasharray=\"5 3\"/>";
    }

    static double width(Diagram diagram, Glyphs glyphs) {
        return of(diagram).stream().mapToDouble(entry -> width(entry, glyphs)).sum();
    }

    static double width(Entry entry, Glyphs glyphs) {
        return Layout.SHAPE + GAP + glyphs.width(entry.word(), Layout.DETAIL_SIZE) + BETWEEN;
    }

    static double textOffset() {
        return Layout.SHAPE + GAP;
    }

    static double height(Diagram diagram) {
        return of(diagram).isEmpty() ? 0 : HEIGHT;
    }
}
