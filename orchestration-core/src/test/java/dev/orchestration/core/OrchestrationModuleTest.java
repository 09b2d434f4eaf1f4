package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.ProjectEvent;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.projects.ProjectType;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.WorkflowManager;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
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
            assertThat(engine.projectManager()).isSameAs(injector.getInstance(ProjectManager.class));
            assertThat(engine.documentationGenerator()).isSameAs(injector.getInstance(DocumentationGenerator.class));
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

    @Test
    void projectsAreMadeWhereTheEngineWorksAndOutliveIt() {
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        Path store = folder.resolve("state.db");
        try (var engine =
                OrchestrationEngine.builder().store(store).directory(here).build()) {
            var unused = engine.projectManager().createProject("demo", ProjectType.RESEARCH, "");
            assertThat(folder.resolve("demo/SPEC.md")).exists();
        }
        try (var engine = OrchestrationEngine.builder().store(store).build()) {
            assertThat(engine.projectManager().getProject("demo").type()).isEqualTo(ProjectType.RESEARCH);
        }
    }

    @Test
    void whatBecomesOfProjectsIsTold() {
        WorkingDirectory here = new WorkingDirectory(folder, List.of());
        Injector injector = Guice.createInjector(
                new OrchestrationModule(EngineSettings.inMemory().withDirectory(here)));
        EventBus events = injector.getInstance(EventBus.class);
        List<String> told = new CopyOnWriteArrayList<>();
        var unused = events.register(
                ProjectEvent.class, event -> told.add(event.type() + " " + event.project() + " " + event.status()));
        try (var engine = injector.getInstance(OrchestrationEngine.class)) {
            engine.projectManager().createProject("demo", ProjectType.CUSTOM, "");
            engine.projectManager().updateProjectStatus("demo", ProjectStatus.PAUSED);
            assertThat(events.awaitTold(Duration.ofSeconds(60))).isTrue();
        }
        assertThat(told).containsExactly("project.created demo active", "project.changed demo paused");
    }

    static final class HostService {
        final OrchestrationEngine engine;

        @Inject
        HostService(OrchestrationEngine engine) {
            this.engine = engine;
        }
    }

    /** The module demanded explicit bindings, of the host's own classes too. */
    @Test
    void aHostNeedNotBindItsOwnClasses() {
        Injector host = Guice.createInjector(new OrchestrationModule(EngineSettings.inMemory()));
        try (var engine = host.getInstance(HostService.class).engine) {
            assertThat(engine.sessions()).isEmpty();
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
