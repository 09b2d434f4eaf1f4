package example.host;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.live.InMemoryTasks;
import java.time.Duration;
import java.util.Map;

/** An application that has tasks carried out in memory, in the order of their dependencies and priorities. */
public final class Host {
    private Host() {}

    public static void main(String[] arguments) {
        ActionRegistry actions = ActionRegistry.standard();
        actions.register("mail", "send", ctx -> "sent to " + ctx.parameters().get("to"));
        try (var tasks = InMemoryTasks.start(4, new ResourceManager(), actions)) {
            var orchestrator = tasks.orchestrator();
            var sign = orchestrator.submitTask(Task.named("sign", "core", "noop")
                    .priority(TaskPriority.HIGH)
                    .build());
            var send = orchestrator.submitTask(Task.named("send", "mail", "send")
                    .parameters(Map.of("to", "ann@example.org"))
                    .after(sign)
                    .maxRetries(2)
                    .build());
            TaskResult sent = orchestrator.awaitTask(send, Duration.ofMinutes(1));
            System.out.println(sent.status() + ": " + sent.result());
            System.out.println(orchestrator.getExecutionStats().byStatus().get(TaskStatus.COMPLETED) + " completed");
        }
    }
}
