package dev.orchestration.benchmarks.graph;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jgrapht.graph.DefaultDirectedGraph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.traverse.TopologicalOrderIterator;

/** Who makes a graph of declarations. Public because JMH reads it. */
public enum Maker {
    OURS("ours: WorkflowDAG") {
        @Override
        Made make(Declarations declarations) {
            WorkflowDAG dag = WorkflowDAG.of(declarations.names(), declarations.dependencies());
            List<DagFault> faults = dag.validate();
            if (!faults.isEmpty()) {
                throw new WrongResultException("faults where there are none: " + faults);
            }
            return new Made(dag, dag.order(), dag.levels());
        }
    },
    INTS("hand-written int arrays (limit)") {
        @Override
        Made make(Declarations declarations) {
            return IntGraph.make(declarations);
        }
    },
    JGRAPHT("JGraphT default graph") {
        @Override
        Made make(Declarations declarations) {
            var graph = new DefaultDirectedGraph<String, DefaultEdge>(DefaultEdge.class);
            declarations.names().forEach(graph::addVertex);
            for (int i = 0; i < declarations.size(); i++) {
                String name = declarations.names().get(i);
                declarations.dependencies().get(i).forEach(dependency -> graph.addEdge(dependency, name));
            }
            return sorted(graph);
        }
    };

    private final String label;

    Maker(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    abstract Made make(Declarations declarations);

    /** The iterator throws where there is a cycle. */
    private static Made sorted(DefaultDirectedGraph<String, DefaultEdge> graph) {
        int size = graph.vertexSet().size();
        int[] order = new int[size];
        int[] levels = new int[size];
        Map<String, Integer> levelOf = new HashMap<>();
        new TopologicalOrderIterator<>(graph).forEachRemaining(name -> {
            int level = 0;
            for (DefaultEdge edge : graph.incomingEdgesOf(name)) {
                level = Math.max(level, levelOf.getOrDefault(graph.getEdgeSource(edge), 0) + 1);
            }
            int task = Declarations.number(name);
            order[levelOf.size()] = task;
            levels[task] = level;
            levelOf.put(name, level);
        });
        return new Made(graph, order, levels);
    }
}
