package dev.orchestration.testing;

import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.workflow.Launch;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** How executions of tests start: within no limits, and on no context. Stateless. */
final class TestLaunch {
    private static final SessionId SESSION = new SessionId("test");

    private TestLaunch() {}

    static Launch launch() {
        SessionLimits limits = new SessionLimits(SESSION, Integer.MAX_VALUE, Integer.MAX_VALUE);
        return new Launch(
                limits,
                OrchestrationMode.RESOURCE_AWARE,
                null,
                new WorkingDirectory(Path.of(""), List.of()),
                Map.of(),
                handle -> {});
    }
}
