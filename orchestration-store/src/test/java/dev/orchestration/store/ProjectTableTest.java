package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.project.ProjectRow;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Projects are written beside the owner of a store, who goes on. */
class ProjectTableTest {
    private static final ProjectRow DEMO = new ProjectRow(
            "demo", "/demo", "custom", "", "active", "{}", "me", "0.1.0", EventSamples.T0, EventSamples.T0);

    @TempDir
    Path folder;

    @Test
    void whoOnlyLooksMayAddAProjectWhileTheOwnerRecords() {
        Path file = folder.resolve("state.db");
        try (Store owner = Records.own(file);
                Store viewer = Stores.look(file)) {
            owner.journal().append(Records.answered("c1", 2));
            assertThat(viewer.projects().add(DEMO)).isTrue();
            owner.journal().append(Records.answered("c2", 3));
            assertThat(owner.projects().all()).containsExactly(DEMO);
        }
        try (Store next = Records.own(file)) {
            assertThat(next.projects().find("demo")).contains(DEMO);
            assertThat(next.archive().answer("c2")).isPresent();
        }
    }

    @Test
    void projectsOutliveTheirStoreWithoutAnyOwner() {
        Path file = folder.resolve("state.db");
        Records.own(file).close();
        try (Store viewer = Stores.look(file)) {
            assertThat(viewer.projects().add(DEMO)).isTrue();
        }
        try (Store viewer = Stores.look(file)) {
            assertThat(viewer.projects().all()).containsExactly(DEMO);
            assertThat(viewer.projects().remove(DEMO)).isTrue();
        }
    }

    @Test
    void aClosedStoreTellsOfNoProject() {
        Path file = folder.resolve("state.db");
        Store store = Records.own(file);
        store.close();
        assertThatThrownBy(() -> store.projects().all()).extracting("code").isEqualTo(ErrorCode.CLOSED);
    }
}
