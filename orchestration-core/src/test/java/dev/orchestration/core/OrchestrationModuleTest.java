package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.WorkflowManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrchestrationModuleTest {
    @TempDir
    Path folder;

    @Test
    void everythingCanBeBuiltAtOnce() {
        Injector injector = Guice.createInjector(Stage.PRODUCTION, new OrchestrationModule(EngineSettings.inMemory()));
        try (var engine = injector.getInstance(OrchestrationEngine.class)) {
            assertThat(engine.workflowManager()).isSameAs(injector.getInstance(WorkflowManager.class));
            assertThat(engine.taskOrchestrator()).isSameAs(injector.getInstance(TaskOrchestrator.class));
            assertThat(engine.resourceManager()).isSameAs(injector.getInstance(ResourceManager.class));
        }
    }

    @Test
    void anEngineThatIsNotUsedOpensNothing() {
        Path store = folder.resolve("state.db");
        try (var engine = OrchestrationEngine.builder().store(store).build()) {
            assertThat(engine.sessions()).isEmpty();
        }
        assertThat(store).doesNotExist();
    }

    @Test
    void everyEngineHasTheResourcesOfItsMachine() {
        try (var engine =
                OrchestrationEngine.builder().store(folder.resolve("state.db")).build()) {
            assertThat(engine.resourceManager().resources())
                    .extracting(resource -> resource.id().value())
                    .containsExactly("sys-compute", "sys-memory", "sys-disk", "api-global");
        }
        assertThat(folder.resolve("state.db")).doesNotExist();
    }

    static final class HostService {
        final OrchestrationEngine engine;

        @Inject
        HostService(OrchestrationEngine engine) {
            this.engine = engine;
        }
    }

    @Test
    void aHostThatHasGuiceInstallsTheModule() {
        Injector host = Guice.createInjector(new AbstractModule() {
            @Override
            protected void configure() {
                install(new OrchestrationModule(EngineSettings.on(folder.resolve("state.db"))));
                bind(HostService.class);
            }
        });
        try (var engine = host.getInstance(HostService.class).engine) {
            assertThat(engine.store().name()).endsWith("state.db");
        }
    }
}
