package dev.orchestration.workflow.dag;

import java.io.StringWriter;
import java.util.Map;
import org.jgrapht.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.nio.Attribute;
import org.jgrapht.nio.AttributeType;
import org.jgrapht.nio.DefaultAttribute;
import org.jgrapht.nio.graphml.GraphMLExporter;

/**
 * Hands a graph to other tools, in formats that JGraphT writes. It is copied into objects for that, some hundred bytes a
 * task and an edge.
 */
final class DagExport {
    private static final String NAME = "name";

    private DagExport() {}

    static String graphMl(WorkflowDAG dag) {
        GraphMLExporter<Integer, DefaultEdge> exporter = new GraphMLExporter<>(node -> "n" + node);
        exporter.registerAttribute(NAME, GraphMLExporter.AttributeCategory.NODE, AttributeType.STRING);
        exporter.setVertexAttributeProvider(node -> Map.of(NAME, shown(dag.name(node))));
        StringWriter out = new StringWriter();
        exporter.exportGraph(copy(dag), out);
        return out.toString();
    }

    /** XML has no way to write most characters that have no picture. */
    private static Attribute shown(String name) {
        StringBuilder shown = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            if ((c & 0xFFFE) == 0xFFFE) {
                shown.append(String.format("U+%04X", c));
            } else {
                DagDiagram.appendShown(shown, c);
            }
        });
        return DefaultAttribute.createAttribute(shown.toString());
    }

    private static Graph<Integer, DefaultEdge> copy(WorkflowDAG dag) {
        Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        for (int node = 0; node < dag.size(); node++) {
            graph.addVertex(node);
        }
        for (int node = 0; node < dag.size(); node++) {
            int target = node;
            dag.dependencies(node, source -> graph.addEdge(source, target));
        }
        return graph;
    }
}
