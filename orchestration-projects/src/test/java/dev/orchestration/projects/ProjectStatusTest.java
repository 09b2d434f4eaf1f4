package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.project.InMemoryProjects;
import dev.orchestration.state.project.ProjectRow;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProjectStatusTest {
    private final InMemoryProjects registry = new InMemoryProjects();
    private final ProjectManager projects = new ProjectManager(
            registry,
            new DocumentationGenerator(),
            new ManualClock(1_780_000_000_000_000L),
            IdSource.sequence("i"),
            Path.of(""));

    private void given(ProjectStatus status) {
        registry.find("p").ifPresent(registry::remove);
        registry.add(new ProjectRow("p", "/p", "custom", "", status.wire(), "{}", "me", "0.1.0", 1, 1));
    }

    @Test
    void everyPairOfStatusesIsEitherAMoveOrRefusedWithTheLegalOnes() {
        List<String> moves = new ArrayList<>();
        for (ProjectStatus from : ProjectStatus.values()) {
            for (ProjectStatus to : ProjectStatus.values()) {
                given(from);
                if (from.next().contains(to)) {
                    assertThat(projects.updateProjectStatus("p", to).status()).isEqualTo(to);
                    assertThat(projects.getProject("p").status()).isEqualTo(to);
                    moves.add(from.wire() + " " + to.wire());
                } else {
                    assertThatThrownBy(() -> projects.updateProjectStatus("p", to))
                            .hasMessageContaining("the project p is " + from.wire())
                            .hasMessageContaining(
                                    "it can become " + from.next().get(0).wire())
                            .extracting("code")
                            .isEqualTo(ErrorCode.WRONG_STATE);
                    assertThat(projects.getProject("p").status()).isEqualTo(from);
                }
            }
        }
        assertThat(moves)
                .containsExactlyInAnyOrder(
                        "planning active",
                        "active paused",
                        "active completed",
                        "active failed",
                        "paused active",
                        "paused archived",
                        "completed active",
                        "completed archived",
                        "failed active",
                        "failed archived",
                        "archived active");
    }

    @Test
    void theUsualListLeavesOutTheArchived() {
        given(ProjectStatus.ARCHIVED);
        assertThat(projects.listProjects()).isEmpty();
        assertThat(projects.listProjects(ProjectStatus.ARCHIVED)).hasSize(1);
        assertThat(projects.allProjects()).hasSize(1);
    }

    @Test
    void aProjectThatIsNotThereIsToldWithTheNearestName() {
        given(ProjectStatus.ACTIVE);
        assertThatThrownBy(() -> projects.updateProjectStatus("q", ProjectStatus.PAUSED))
                .hasMessageContaining("there is no project 'q'; did you mean 'p'?")
                .extracting("code")
                .isEqualTo(ErrorCode.UNKNOWN_PROJECT);
    }

    @Test
    void anUnknownWordIsToldTheLegalOnes() {
        assertThatThrownBy(() -> ProjectStatus.of("archive")).hasMessageContaining("did you mean 'archived'?");
        assertThatThrownBy(() -> ProjectType.of("ml")).hasMessageContaining("ml_model");
    }
}
