package dev.orchestration.workflow.parallel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallTest {
    /** What the engine knows of actions grew with every name that a host gave to a task, for as long as it lived. */
    @Test
    void codeIsOneActionWhateverItsTasksAreCalled() {
        DAGTask first = DAGTask.of("first", List.of(), ctx -> 1);
        DAGTask second = DAGTask.of("second", List.of(), ctx -> 2);
        DAGTask echo = DAGTask.of("echo", "core", "echo", List.of(), Map.of("message", 1));
        ExecutionPlan plan = plan(first, second, echo);
        TaskSpec code = plan.spec(0);
        assertThat(plan.spec(1).action()).isEqualTo(code.action());
        assertThat(List.of(code.name(), plan.spec(1).name())).containsExactly("first", "second");
        assertThat(plan.spec(2).action()).hasToString("core.echo");
    }

    private static ExecutionPlan plan(DAGTask... tasks) {
        ParallelSettings settings = ParallelSettings.standard();
        WorkflowDAG dag = WorkflowDAG.of(List.of(tasks), Map.of());
        try (ParallelExecutor executor = new ParallelExecutor(settings)) {
            return new Call(executor, settings, dag, TaskCode.of(dag, settings.actions()), null)
                    .hosting()
                    .plan();
        }
    }
}
