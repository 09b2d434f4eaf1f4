package example.host;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.tasks.Task;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An application that is a Java module, with an action whose parameters are a record. */
public final class Host {
    /** The parameters of the action. */
    record Greeting(String name) {}

    private Host() {}

    public static void main(String[] arguments) {
        try (var engine = OrchestrationEngine.builder()
                .store(Path.of("state.db"))
                .action("greet", "say", Greeting.class, (ctx, greeting) -> "hello " + greeting.name())
                .build()) {
            Task hello = Task.of("hello", "greet", "say", Map.of("name", "modules"));
            System.out.println(engine.executeTask(hello, Duration.ofMinutes(1)).result());
            System.out.println(Host.class.getModule() + " on " + OrchestrationEngine.class.getModule());
        }
    }
}
