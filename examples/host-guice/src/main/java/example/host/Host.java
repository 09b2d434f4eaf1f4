package example.host;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import dev.orchestration.core.EngineSettings;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationModule;
import dev.orchestration.tasks.OrchestrationMode;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** An application that has Guice: it installs the engine's module, and the engine is injected like everything else. */
public final class Host {
    /** A part of the application that has work to be done. */
    static final class NightlyReport {
        private final OrchestrationEngine engine;

        @Inject
        NightlyReport(OrchestrationEngine engine) {
            this.engine = engine;
        }

        String of(String day) {
            var session = engine.createSession("nightly", OrchestrationMode.RESOURCE_AWARE);
            var run = engine.executeWorkflow("report", Map.of("day", day), session.id());
            return run.await(Duration.ofMinutes(10)).status() + " " + session.context().toMap().get("report");
        }
    }

    private static final class HostModule extends AbstractModule {
        @Override
        protected void configure() {
            install(new OrchestrationModule(EngineSettings.on(Path.of("state.db"))
                    .withWorkflows(List.of(Path.of("report.yaml")))
                    .withActions(List.of(actions -> actions.register(
                            "report", "render", ctx -> "report of " + ctx.parameters().get("day"))))));
        }
    }

    private Host() {}

    public static void main(String[] arguments) {
        var injector = Guice.createInjector(new HostModule());
        // Whoever installs the module closes the engine: that pauses what runs, and the next start goes on with it.
        try (var engine = injector.getInstance(OrchestrationEngine.class)) {
            System.out.println(injector.getInstance(NightlyReport.class).of("2026-01-01"));
        }
    }
}
