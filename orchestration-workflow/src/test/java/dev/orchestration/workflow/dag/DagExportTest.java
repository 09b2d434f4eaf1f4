package dev.orchestration.workflow.dag;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;
import org.jgrapht.nio.graphml.GraphMLImporter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DagExportTest {
    private final Map<String, String> namesRead = new HashMap<>();

    private SimpleDirectedGraph<String, DefaultEdge> read(String graphMl) {
        SimpleDirectedGraph<String, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
        GraphMLImporter<String, DefaultEdge> importer = new GraphMLImporter<>();
        importer.setVertexFactory(id -> id);
        importer.addVertexAttributeConsumer((at, value) -> namesRead.put(at.getFirst(), value.getValue()));
        importer.importGraph(graph, new StringReader(graphMl));
        return graph;
    }

    @Test
    void graphMlIsReadBackWithNamesAndEdges() {
        WorkflowDAG dag = WorkflowDAG.of(List.of("d", "b", "a"), List.of(List.of("b", "a"), List.of("a"), List.of()));
        var graph = read(dag.toGraphML());
        assertThat(namesRead).isEqualTo(Map.of("n0", "d", "n1", "b", "n2", "a"));
        assertThat(graph.edgeSet())
                .extracting(edge -> graph.getEdgeSource(edge) + " " + graph.getEdgeTarget(edge))
                .containsExactly("n1 n0", "n2 n0", "n2 n1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"end", "a\"b'c", "<a>&amp;]]>", "[x](y)", "Übung 日本", "\uD83D\uDE80", " "})
    void aNameStaysWhatItIs(String name) {
        read(WorkflowDAG.of(List.of(name), List.of(List.of())).toGraphML());
        assertThat(namesRead).containsEntry("n0", name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\u0007", "\uFFFF", "\uD800", "\u202E", "\r\n"})
    void whatXmlCannotHoldIsShownByItsNumber(String name) {
        read(WorkflowDAG.of(List.of(name), List.of(List.of())).toGraphML());
        assertThat(namesRead.get("n0")).startsWith(String.format("U+%04X", name.codePointAt(0)));
    }
}
