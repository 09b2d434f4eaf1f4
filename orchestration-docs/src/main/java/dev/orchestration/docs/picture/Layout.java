package dev.orchestration.docs.picture;

import dev.orchestration.docs.picture.live.DeepStack;
import dev.orchestration.state.Quoted;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.elk.alg.layered.options.FixedAlignment;
import org.eclipse.elk.alg.layered.options.LayeredMetaDataProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.options.CoreOptions;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkBendPoint;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/** Finds a place for everything in a diagram: ELK's layered method, from top to bottom. */
final class Layout {
    static final double NAME_SIZE = 14;
    static final double DETAIL_SIZE = 11;
    static final double TITLE_SIZE = 18;
    static final double MARGIN = 24;
    static final double PADDING = 12;
    /** The side of the square that a shape of state takes. */
    static final double SHAPE = 16;

    static final double SHAPE_GAP = 8;
    private static final double HEIGHT = 46;
    private static final double LOW_HEIGHT = 34;
    private static final double LEAST_WIDTH = 72;
    private static final double MOST_TEXT = 240;
    private static final double CONDITION = 14;

    static {
        LayoutMetaDataService.getInstance().registerLayoutMetaDataProviders(new LayeredMetaDataProvider());
    }

    private final Glyphs glyphs;

    Layout(Glyphs glyphs) {
        this.glyphs = glyphs;
    }

    Drawing of(Diagram diagram) {
        ElkNode root = root();
        List<ElkNode> nodes = new ArrayList<>(diagram.nodes().size());
        for (Diagram.Node node : diagram.nodes()) {
            ElkNode box = ElkGraphUtil.createNode(root);
            box.setDimensions(width(node), node.detail().isEmpty() ? LOW_HEIGHT : HEIGHT);
            nodes.add(box);
        }
        List<ElkEdge> edges = new ArrayList<>(diagram.edges().size());
        for (Diagram.Edge edge : diagram.edges()) {
            edges.add(ElkGraphUtil.createSimpleEdge(nodes.get(edge.from()), nodes.get(edge.to())));
        }
        DeepStack.run("layout", () -> {
            new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
            return root;
        });
        return drawing(diagram, root, nodes, edges);
    }

    private static ElkNode root() {
        ElkNode root = ElkGraphUtil.createGraph();
        root.setProperty(CoreOptions.ALGORITHM, "org.eclipse.elk.layered");
        root.setProperty(CoreOptions.DIRECTION, Direction.DOWN);
        root.setProperty(CoreOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.MERGE_EDGES, true);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.BRANDES_KOEPF);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_BK_FIXED_ALIGNMENT, FixedAlignment.BALANCED);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(CoreOptions.SEPARATE_CONNECTED_COMPONENTS, false); // what starts at once stands side by side
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 36.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 14.0);
        return root;
    }

    private double width(Diagram.Node node) {
        double text = Math.max(glyphs.width(name(node), NAME_SIZE), glyphs.width(detail(node), DETAIL_SIZE));
        double shape = node.status() == null ? 0 : SHAPE + SHAPE_GAP;
        double condition = node.conditional() ? CONDITION + SHAPE_GAP : 0;
        return Math.ceil(Math.max(LEAST_WIDTH, text + shape + condition + 2 * PADDING));
    }

    private String name(Diagram.Node node) {
        return glyphs.fitting(shown(node.name()), NAME_SIZE, MOST_TEXT);
    }

    private String detail(Diagram.Node node) {
        return glyphs.fitting(shown(node.detail()), DETAIL_SIZE, MOST_TEXT);
    }

    /** What has no picture, or turns the direction of others, is shown by its number. */
    static String shown(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (Quoted.isHidden(c)) {
                out.append(String.format("U+%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.toString();
    }

    private Drawing drawing(Diagram diagram, ElkNode root, List<ElkNode> nodes, List<ElkEdge> edges) {
        double top = MARGIN + TITLE_SIZE + 8;
        List<Drawing.Box> boxes = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            ElkNode node = nodes.get(i);
            boxes.add(new Drawing.Box(
                    node.getX() + MARGIN,
                    node.getY() + top,
                    node.getWidth(),
                    node.getHeight(),
                    name(diagram.nodes().get(i)),
                    detail(diagram.nodes().get(i))));
        }
        List<Drawing.Route> routes =
                edges.stream().map(edge -> route(edge, top)).toList();
        double text = Math.max(
                glyphs.width(shown(diagram.title()), TITLE_SIZE),
                Math.max(glyphs.width(diagram.note(), DETAIL_SIZE), Legend.width(diagram, glyphs)));
        double width = Math.max(root.getWidth(), text) + 2 * MARGIN;
        double below = Legend.height(diagram) + (diagram.note().isEmpty() ? 0 : DETAIL_SIZE + 10);
        return new Drawing(
                diagram, boxes, routes, Math.ceil(width), Math.ceil(top + root.getHeight() + below + MARGIN));
    }

    private static Drawing.Route route(ElkEdge edge, double top) {
        List<Drawing.Point> points = new ArrayList<>();
        for (ElkEdgeSection section : edge.getSections()) {
            points.add(new Drawing.Point(section.getStartX() + MARGIN, section.getStartY() + top));
            for (ElkBendPoint bend : section.getBendPoints()) {
                points.add(new Drawing.Point(bend.getX() + MARGIN, bend.getY() + top));
            }
            points.add(new Drawing.Point(section.getEndX() + MARGIN, section.getEndY() + top));
        }
        return new Drawing.Route(List.copyOf(points));
    }
}
