package dev.orchestration.docs.picture;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.definition.DrawnGraph;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Makes diagrams of workflows that a person can look at, however large they are. */
public final class WorkflowDiagram {
    /** Of more nodes nobody sees anything, and laying them out takes long. */
    static final int MOST_NODES = 500;

    /** Above that what others imply is left out. */
    static final int MOST_EDGES = 1_500;

    private static final int NAMES_SHOWN = 3;

    private final WorkflowDefinition definition;
    /** The steps, then what undoes some. */
    private final List<WorkflowStep> steps;

    private final Map<String, TaskStatus> states;

    private WorkflowDiagram(WorkflowDefinition definition, Map<String, TaskStatus> states) {
        this.definition = definition;
        this.steps = Stream.concat(definition.steps().stream(), definition.compensations().stream())
                .toList();
        this.states = states;
    }

    /** The workflow as it is defined. */
    public static Diagram of(WorkflowDefinition definition) {
        return of(definition, Map.of());
    }

    /**
     * The workflow as it stands in a run.
     *
     * @param states by the name of a step; those that stand for many steps have none
     */
    public static Diagram of(WorkflowDefinition definition, Map<String, TaskStatus> states) {
        return new WorkflowDiagram(definition, Map.copyOf(states)).diagram();
    }

    private Diagram diagram() {
        WorkflowDAG dag = DrawnGraph.of(definition);
        Piles piles = Piles.of(dag, MOST_NODES);
        List<Diagram.Node> nodes = new ArrayList<>();
        for (List<Integer> members : piles.members()) {
            nodes.add(members.size() == 1 ? node(members.get(0)) : pile(members, dag));
        }
        List<Diagram.Edge> edges = edges(dag, piles);
        String note = nodes.size() < dag.size() ? dag.size() + " steps, drawn as " + nodes.size() + " boxes" : "";
        if (edges.size() > MOST_EDGES) {
            edges = edges(dag.transitiveReduction(), piles);
            note += (note.isEmpty() ? "" : "; ") + "dependencies that others imply are left out";
        }
        return new Diagram(definition.name(), nodes, edges, note);
    }

    private Diagram.Node node(int index) {
        WorkflowStep step = steps.get(index);
        String action = step.task().action().toString();
        String detail = DrawnGraph.runs(step).map(other -> action + " " + other).orElse(action);
        return new Diagram.Node(step.name(), detail, states.get(step.name()), step.runIf() != null, 1);
    }

    private static Diagram.Node pile(List<Integer> members, WorkflowDAG dag) {
        List<String> first = members.stream().limit(NAMES_SHOWN).map(dag::name).toList();
        String names = String.join(", ", first) + (members.size() > NAMES_SHOWN ? ", …" : "");
        return new Diagram.Node(members.size() + " steps", names, null, false, members.size());
    }

    private List<Diagram.Edge> edges(WorkflowDAG dag, Piles piles) {
        Map<Long, Diagram.Edge> edges = new LinkedHashMap<>();
        for (int node = 0; node < dag.size(); node++) {
            int to = piles.place(node);
            boolean undoes = node >= definition.steps().size();
            boolean otherwise = undoes || steps.get(node).task().runOn() != RunOn.SUCCESS;
            dag.dependencies(node, source -> {
                int from = piles.place(source);
                if (from != to) {
                    edges.putIfAbsent((long) from << 32 | to, new Diagram.Edge(from, to, otherwise));
                }
            });
        }
        return List.copyOf(edges.values());
    }
}
