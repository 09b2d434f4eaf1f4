package example.host;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** An application that embeds the engine: it brings one action, runs one workflow and prints how it ended. */
public final class Host {
    private Host() {}

    public static void main(String[] arguments) {
        try (var engine = OrchestrationEngine.builder()
                .store(Path.of("state.db"))
                .workflow(Path.of("report.yaml"))
                .action("report", "render", ctx -> "report of " + ctx.parameters().get("day"))
                .build()) {
            var session = engine.createSession("nightly", OrchestrationMode.RESOURCE_AWARE);
            var run = engine.executeWorkflow("report", Map.of("day", "2026-01-01"), session.id());
            System.out.println(run.await(Duration.ofMinutes(10)).status());
        }
    }
}
