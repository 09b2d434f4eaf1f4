package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.project.InMemoryProjects;
import dev.orchestration.state.project.ProjectRegistry;
import dev.orchestration.state.project.ProjectRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectManagerTest {
    @TempDir
    Path place;

    private final ManualClock clock = new ManualClock(1_780_000_000_000_000L);
    private final InMemoryProjects registry = new InMemoryProjects();
    private ProjectManager projects;

    @BeforeEach
    void aManager() throws IOException {
        place = place.toRealPath();
        projects = managerOn(registry);
    }

    private ProjectManager managerOn(ProjectRegistry entries) {
        return new ProjectManager(entries, new DocumentationGenerator(), clock, IdSource.sequence("i"), place);
    }

    @Test
    void aProjectIsAFolderAndAnEntry() throws IOException {
        Project made = projects.createProject(NewProject.named("demo", ProjectType.CUSTOM)
                .withDescription("Counts <things>")
                .withOwner("Ada")
                .withConfig(Map.of("lines", 3L)));

        assertThat(made).isEqualTo(projects.getProject("demo"));
        assertThat(made.path()).isEqualTo(place.resolve("demo"));
        assertThat(made.status()).isEqualTo(ProjectStatus.ACTIVE);
        assertThat(made.version()).isEqualTo("0.1.0");
        assertThat(made.owner()).isEqualTo("Ada");
        assertThat(made.config()).isEqualTo(Map.of("lines", 3L));
        assertThat(projects.listProjects()).containsExactly(made);
        for (String folder : new String[] {"", "src", "tests", "config", "docs", "data", "workflows"}) {
            assertThat(made.path().resolve(folder)).isDirectoryContaining("glob:**/README.md");
            assertThat(made.path().resolve(folder)).isDirectoryContaining("glob:**/AGENTS.md");
        }
        assertThat(made.path().resolve("SPEC.md")).exists();
        assertThat(made.path().resolve("PAI.md")).exists();
        assertThat(Files.readString(made.path().resolve("README.md")))
                .startsWith("# demo\n")
                .contains("Counts &lt;things\\>")
                .contains("```mermaid");
        assertThat(Files.readString(made.path().resolve("config/project.json"))).contains("\"lines\": 3");
        assertThat(place).isDirectoryNotContaining("glob:**/.*");
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void thePagesOfANewProjectAreAsTheyShouldBe(ProjectType type) {
        projects.createProject("demo", type, "");
        assertThat(projects.documentProject("demo")).isEmpty();
    }

    @Test
    void aFolderThatIsThereIsLeftAlone() throws IOException {
        Files.createDirectory(place.resolve("demo"));
        assertThatThrownBy(() -> projects.createProject("demo", ProjectType.CUSTOM, ""))
                .hasMessageContaining("is there already")
                .extracting("code")
                .isEqualTo(ErrorCode.WRONG_STATE);
        assertThat(place.resolve("demo")).isEmptyDirectory();
        Files.createSymbolicLink(place.resolve("linked"), place.resolve("nowhere"));
        assertThatThrownBy(() -> projects.createProject("linked", ProjectType.CUSTOM, ""))
                .hasMessageContaining("is there already");
        assertThat(projects.allProjects()).isEmpty();
    }

    @Test
    void anEntryThatThisVersionDoesNotKnowHidesNoOther() {
        Project made = projects.createProject("demo", ProjectType.CUSTOM, "");
        registry.add(new ProjectRow("later", "/x/later", "quantum", "", "active", "{}", "me", "0.1.0", 1, 1));
        registry.add(new ProjectRow("odd", "/x/odd", "custom", "", "frozen", "{}", "me", "0.1.0", 1, 1));
        assertThat(projects.listProjects()).containsExactly(made);
        assertThat(projects.listProjects(ProjectStatus.ACTIVE)).containsExactly(made);
        assertThat(projects.unreadProjects()).extracting(UnreadProject::name).containsExactly("later", "odd");
        assertThat(projects.unreadProjects().get(1).why()).contains("'frozen'", "archived");
        assertThatThrownBy(() -> projects.getProject("later")).hasMessageContaining("'quantum'");
    }

    @Test
    void listenersHearWhatWasMadeAndMovedAndOneThatThrowsHarmsNobody() throws Exception {
        List<String> heard = new ArrayList<>();
        projects.listen(new ProjectListener() {
            @Override
            public void created(Project project) {
                throw new AssertionError("no");
            }

            @Override
            public void changed(Project project, ProjectStatus before) {
                throw new IllegalStateException("no");
            }
        });
        AutoCloseable hearing = projects.listen(new ProjectListener() {
            @Override
            public void created(Project project) {
                heard.add(project.name() + " " + project.status().wire());
            }

            @Override
            public void changed(Project project, ProjectStatus before) {
                heard.add(before.wire() + " -> " + project.status().wire());
            }
        });
        projects.createProject("demo", ProjectType.CUSTOM, "");
        projects.updateProjectStatus("demo", ProjectStatus.PAUSED);
        assertThatThrownBy(() -> projects.updateProjectStatus("demo", ProjectStatus.PLANNING));
        hearing.close();
        projects.updateProjectStatus("demo", ProjectStatus.ACTIVE);
        assertThat(heard).containsExactly("demo active", "active -> paused");
        assertThat(projects.listenerFaults()).isEqualTo(3);
    }

    @Test
    void aNameIsTakenOnceWhereverItsFolderIs() {
        projects.createProject("demo", ProjectType.CUSTOM, "");
        NewProject elsewhere = NewProject.named("demo", ProjectType.CUSTOM).withPath(place.resolve("other"));
        assertThatThrownBy(() -> projects.createProject(elsewhere))
                .hasMessageContaining("there is a project demo already, active, in " + place.resolve("demo"));
        assertThat(place.resolve("other")).doesNotExist();
    }

    @Test
    void theNameOfAnArchivedProjectWhoseFolderIsGoneIsFreeAgain() {
        registry.add(entry("archived", place.resolve("gone")));
        assertThat(projects.createProject("demo", ProjectType.CUSTOM, "").status())
                .isEqualTo(ProjectStatus.ACTIVE);
        registry.find("demo").ifPresent(registry::remove);
        registry.add(entry("paused", place.resolve("gone")));
        NewProject other = NewProject.named("demo", ProjectType.CUSTOM).withPath(place.resolve("other"));
        assertThatThrownBy(() -> projects.createProject(other)).hasMessageContaining("archive it first");
    }

    private static ProjectRow entry(String status, Path path) {
        return new ProjectRow("demo", path.toString(), "custom", "", status, "{}", "me", "0.1.0", 1, 1);
    }

    @Test
    void whatAKilledProcessHasLeftIsRemovedByTheNextAttempt() throws IOException {
        Path left = place.resolve(".demo.orchestrate-999999999-i9");
        Files.createDirectories(left.resolve("src"));
        Files.writeString(left.resolve("src/half"), "x");
        Path alive = Files.createDirectory(
                place.resolve(".demo.orchestrate-" + ProcessHandle.current().pid() + "-x"));
        registry.add(entry("planning", place.resolve("demo")));

        projects.createProject("demo", ProjectType.CUSTOM, "");

        assertThat(left).doesNotExist();
        assertThat(alive).exists();
        assertThat(projects.getProject("demo").status()).isEqualTo(ProjectStatus.ACTIVE);
    }

    @ParameterizedTest
    @EnumSource(ProjectType.class)
    void aFaultAtAnyFileLeavesNothing(ProjectType type) {
        for (String file : BuiltInTemplates.of(type).keySet()) {
            Map<String, byte[]> files = new TreeMap<>(BuiltInTemplates.of(type));
            files.put(file + "/in the way", new byte[0]);
            assertThatThrownBy(() -> {
                        try (Scaffold scaffold = new Scaffold(place.resolve("demo"), "i")) {
                            scaffold.write(files, folder -> {});
                        }
                    })
                    .hasMessageContaining("the folder " + place.resolve("demo") + " cannot be made")
                    .extracting("code")
                    .isEqualTo(ErrorCode.PROJECT_FOLDER);
            assertThat(place).isEmptyDirectory();
        }
    }

    @Test
    void aTemplateWhosePagesCannotBeWrittenLeavesNothing() throws IOException {
        Path template = Files.createDirectories(place.resolve("template/docs")).getParent();
        Files.writeString(template.resolve("docs/README.md"), "<!-- orchestrate:begin -->\nno end\n");
        NewProject wanted = NewProject.named("demo", ProjectType.CUSTOM).withTemplate(template);
        assertThatThrownBy(() -> projects.createProject(wanted)).hasMessageContaining("docs/README.md has one mark");
        onlyIsLeft("template");
    }

    private void onlyIsLeft(String... names) throws IOException {
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left.map(path -> path.getFileName().toString())).containsExactlyInAnyOrder(names);
        }
        assertThat(registry.all()).isEmpty();
    }

    @Test
    void aStoreThatFailsAtAnyCallBeforeOrAfterItActedLeavesNothing() throws IOException {
        for (boolean acts : new boolean[] {false, true}) {
            for (int call = 1; call <= 3; call++) {
                ProjectManager failing = managerOn(new FailingRegistry(registry, call, acts));
                assertThatThrownBy(() -> failing.createProject("demo", ProjectType.CUSTOM, ""))
                        .as("call %s, acts %s", call, acts)
                        .hasMessage("the store fails");
                onlyIsLeft();
            }
        }
        FailingRegistry counting = new FailingRegistry(registry, 4, false);
        assertThat(managerOn(counting)
                        .createProject("demo", ProjectType.CUSTOM, "")
                        .status())
                .isEqualTo(ProjectStatus.ACTIVE);
    }

    /** Fails once, at a call that a person would see, before or after that has done its work. */
    private static final class FailingRegistry implements ProjectRegistry {
        private final ProjectRegistry registry;
        private final boolean acts;
        private int left;

        FailingRegistry(ProjectRegistry registry, int call, boolean acts) {
            this.registry = registry;
            this.left = call;
            this.acts = acts;
        }

        private <T> T called(Supplier<T> act) {
            boolean fails = --left == 0;
            if (fails && !acts) {
                throw fault();
            }
            T answer = act.get();
            if (fails) {
                throw fault();
            }
            return answer;
        }

        private static OrchestrationException fault() {
            return new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "the store fails");
        }

        @Override
        public Optional<ProjectRow> find(String name) {
            return called(() -> registry.find(name));
        }

        @Override
        public List<ProjectRow> all() {
            return called(registry::all);
        }

        @Override
        public boolean add(ProjectRow row) {
            return called(() -> registry.add(row));
        }

        @Override
        public boolean replace(ProjectRow before, ProjectRow after) {
            return called(() -> registry.replace(before, after));
        }

        @Override
        public boolean remove(ProjectRow row) {
            return called(() -> registry.remove(row));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void ofManyWhoMakeTheSameProjectAtOnceOneDoes(boolean samePlace) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(4);
        try {
            for (int round = 0; round < 25; round++) {
                String name = "p" + round;
                List<Callable<Boolean>> all = new ArrayList<>();
                CyclicBarrier together = new CyclicBarrier(4);
                for (int i = 0; i < 4; i++) {
                    Path target = place.resolve(samePlace ? name : name + "-" + i);
                    all.add(() -> {
                        together.await();
                        return isMade(NewProject.named(name, ProjectType.CUSTOM).withPath(target));
                    });
                }
                int made = 0;
                for (Future<Boolean> each : people.invokeAll(all)) {
                    made += each.get() ? 1 : 0;
                }
                assertThat(made).isEqualTo(1);
                assertThat(projects.getProject(name).status()).isEqualTo(ProjectStatus.ACTIVE);
                assertThat(projects.getProject(name).path()).isDirectory();
            }
        } finally {
            people.shutdown();
        }
        try (Stream<Path> left = Files.list(place)) {
            assertThat(left).hasSize(25);
        }
    }

    /** By somebody with a manager of their own, as in another process. */
    private boolean isMade(NewProject wanted) {
        try {
            var unused = managerOn(registry).createProject(wanted);
            return true;
        } catch (OrchestrationException e) {
            return false;
        }
    }

    @Test
    void aPlaceThatIsNotThereIsRefused() {
        NewProject wanted = NewProject.named("demo", ProjectType.CUSTOM).withPath(place.resolve("no/where"));
        assertThatThrownBy(() -> projects.createProject(wanted))
                .hasMessageContaining("there is no folder " + place.resolve("no"));
    }

    @Test
    void theDocumentsOfAProjectWhoseFolderIsGoneAreRefused() {
        registry.add(entry("active", place.resolve("gone")));
        assertThatThrownBy(() -> projects.documentProject("demo"))
                .hasMessageContaining("is gone")
                .extracting("code")
                .isEqualTo(ErrorCode.PROJECT_FOLDER);
    }
}
