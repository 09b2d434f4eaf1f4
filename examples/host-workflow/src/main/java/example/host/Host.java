package example.host;

import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.dag.DAGTask;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.parallel.ParallelExecutor;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** An application that reads definitions, asks graphs, and runs them here and now: no engine, no store. */
public final class Host {
    private Host() {}

    public static void main(String[] arguments) {
        for (String name : List.of("report.yaml", "faulty.yaml")) {
            var read = new Definitions().read(Path.of(name), Optional.of(ActionRegistry.standard()));
            System.out.println(name + (read.valid() ? " is valid" : " has faults"));
            read.errors().forEach(System.out::println);
        }
        List<DAGTask> tasks = List.of(
                DAGTask.of("fetch", List.of(), ctx -> List.of(3, 4, 5)),
                DAGTask.of("sum", List.of("fetch"), ctx -> 12),
                DAGTask.of("longest", List.of("fetch"), ctx -> 5),
                DAGTask.of("report", List.of("sum", "longest"), ctx -> "a report"));
        System.out.println(WorkflowDAG.of(tasks).getExecutionLevels());
        try (var executor = new ParallelExecutor(4)) {
            executor.executeTasks(tasks)
                    .forEach((name, result) -> System.out.println(name + " " + result.status() + " " + result.result()));
        }
    }
}
