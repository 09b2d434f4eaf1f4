package dev.orchestration.docs.picture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class WorkflowDiagramTest {
    private static Diagram diagram(String steps, Map<String, TaskStatus> states) {
        return WorkflowDiagram.of(new Definitions().parse("name: w\nsteps:\n" + steps, "w.yaml"), states);
    }

    @Test
    void aSmallWorkflowIsDrawnStepByStep() {
        Diagram diagram = diagram("""
                  - {name: a, action: core.noop}
                  - {name: b, action: core.echo, dependencies: [a], run_if: "true"}
                  - {name: c, action: core.noop, dependencies: [a], run_on: failure}
                """, Map.of("a", TaskStatus.RUNNING));

        assertThat(diagram.nodes())
                .containsExactly(
                        new Diagram.Node("a", "core.noop", TaskStatus.RUNNING, false, 1),
                        new Diagram.Node("b", "core.echo", null, true, 1),
                        new Diagram.Node("c", "core.noop", null, false, 1));
        assertThat(diagram.edges()).containsExactly(new Diagram.Edge(0, 1, false), new Diagram.Edge(0, 2, true));
        assertThat(diagram.note()).isEmpty();
    }

    @Test
    void ofALargeWorkflowTheLargestLevelsBecomePiles() {
        StringBuilder steps = new StringBuilder("  - {name: split, action: core.noop}\n");
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            steps.append("  - {name: part-" + i + ", action: core.noop, dependencies: [split]}\n");
            parts.add("part-" + i);
        }
        steps.append("  - {name: join, action: core.noop, dependencies: " + parts + "}\n");

        Diagram diagram = diagram(steps.toString(), Map.of());

        assertThat(diagram.nodes()).extracting(Diagram.Node::name).containsExactly("split", "2000 steps", "join");
        assertThat(diagram.nodes().get(1).detail()).isEqualTo("part-0, part-1, part-2, …");
        assertThat(diagram.edges())
                .containsExactlyInAnyOrder(new Diagram.Edge(0, 1, false), new Diagram.Edge(1, 2, false));
        assertThat(diagram.note()).isEqualTo("2002 steps, drawn as 3 boxes");
        assertThat(Picture.of(diagram).svg()).contains("2000 steps");
    }

    @Test
    void smallLevelsStayWhatTheyAre() {
        List<String> names = new ArrayList<>();
        List<List<String>> dependencies = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            names.add("n" + i);
            dependencies.add(i < 8 ? List.of() : List.of("n" + (i - 8)));
        }

        Piles piles = Piles.of(WorkflowDAG.of(names, dependencies), 6);

        assertThat(piles.members())
                .containsExactly(List.of(0, 1, 2, 3, 4, 5, 6, 7), List.of(8), List.of(9), List.of(10), List.of(11));
    }

    @Test
    void ofTooManyLevelsNeighboursArePutTogetherAndNoStepIsLost() {
        List<String> names = new ArrayList<>();
        List<List<String>> dependencies = new ArrayList<>();
        for (int i = 0; i < 1_003; i++) {
            names.add("n" + i);
            dependencies.add(i == 0 ? List.of() : List.of("n" + (i - 1)));
        }

        Piles piles = Piles.of(WorkflowDAG.of(names, dependencies), 500);

        assertThat(piles.members()).hasSize(500);
        TreeSet<Integer> all = new TreeSet<>();
        piles.members().forEach(all::addAll);
        assertThat(all).hasSize(1_003);
        for (int i = 1; i < 1_003; i++) {
            assertThat(piles.place(i)).isGreaterThanOrEqualTo(piles.place(i - 1));
        }
    }

    @Test
    void dependenciesThatOthersImplyAreLeftOutWhereThereAreTooManyAndThatIsSaid() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 60; i++) {
            List<String> all = new ArrayList<>();
            for (int before = 0; before < i; before++) {
                all.add("s" + before);
            }
            steps.append("  - {name: s" + i + ", action: core.noop, dependencies: " + all + "}\n");
        }

        Diagram diagram = diagram(steps.toString(), Map.of());

        assertThat(diagram.edges()).hasSize(59);
        assertThat(diagram.note()).isEqualTo("dependencies that others imply are left out");
    }
}
