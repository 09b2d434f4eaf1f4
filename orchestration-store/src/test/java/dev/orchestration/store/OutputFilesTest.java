package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Outputs that are too large for an event, as files beside the store. */
class OutputFilesTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameTheStore() {
        file = folder.resolve("state.db");
    }

    private List<Path> files() {
        return new FileTree(folder.resolve("state.db.files")).children();
    }

    private static LargeOutput recorded(Store store) {
        return (LargeOutput) store.archive().events(RUN).stream()
                .filter(Event.AttemptEnded.class::isInstance)
                .map(event -> ((Event.AttemptEnded) event).output())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theFileIsNamedByItsDigestAndTheEventOnlyNamesIt() throws Exception {
        try (Store store = own(file)) {
            LargeOutput kept = store.outputs().keep(large("ü"));
            store.journal().append(ended(RUN, T0, kept));
            assertThat(files()).hasSize(1);
            assertThat(OutputFiles.digest(files().get(0))).isEqualTo(kept.digest());
            assertThat(files().get(0)).hasContent(large("ü"));
        }
        assertThat(ask(file, "select output is null, output_file from attempts"))
                .containsExactly("1|" + OutputFiles.digest(files().get(0)));
        assertThat(ask(file, "select output is null, output_file from tasks"))
                .containsExactly("1|" + OutputFiles.digest(files().get(0)));
        assertThat(ask(file, "select length(events) < 2000 from journal where execution = 'run1'"))
                .containsExactly("1");
    }

    @Test
    void whoLooksReadsItWithoutAnOwner() {
        try (Store store = own(file)) {
            store.journal().append(ended(RUN, T0, store.outputs().keep(large("x"))));
        }
        try (Store viewer = Stores.look(file)) {
            assertThat(recorded(viewer).value()).isEqualTo("x".repeat(300_000));
            assertThatThrownBy(viewer::outputs).hasMessageContaining("opened to look");
        }
    }

    @Test
    void anOutputThatWasKeptElsewhereIsGivenAFileWhenItIsRecorded() {
        try (Store store = own(file)) {
            store.journal().append(ended(RUN, T0, LargeOutput.held(large("x"))));
            assertThat(files()).hasSize(1);
            assertThat(recorded(store).text()).isEqualTo(large("x"));
        }
    }

    @Test
    void aMissingOrDamagedFileIsToldByName() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(ended(RUN, T0, store.outputs().keep(large("x"))));
            Files.writeString(files().get(0), large("y"));
            assertLost(recorded(store), "is damaged");
            Files.delete(files().get(0));
            assertLost(recorded(store), "is missing");
            store.outputs().keep(large("x"));
            assertThat(recorded(store).text()).isEqualTo(large("x"));
        }
    }

    private void assertLost(LargeOutput output, String what) {
        assertThatThrownBy(output::value)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.OUTPUT_LOST))
                .hasMessageContaining(folder.resolve("state.db.files").toString())
                .hasMessageContaining(what)
                .hasMessageContaining("backup");
    }

    @Test
    void aCrashBetweenFileAndCommitLeavesWhatCheckFindsAndPruneRemoves() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(ended(RUN, T0, store.outputs().keep(large("x"))));
            store.outputs().keep(large("y"));
            Files.writeString(folder.resolve("state.db.files/0.json.1-1.part"), "half");
        }
        assertThat(upkeep(file).check().faults()).isEmpty();
        assertThat(upkeep(file).check().unused()).isEqualTo(new FileTotal(2, 300_006));
        assertThat(upkeep(file).prune(T0).outputs()).isEqualTo(new FileTotal(2, 300_006));
        assertThat(files()).hasSize(1);
        assertThat(upkeep(file).check().faults()).isEmpty();
    }

    @Test
    void aFolderThatCannotBeMadeIsToldWithTheRemedy() throws Exception {
        try (Store store = own(file)) {
            Files.createFile(folder.resolve("state.db.files"));
            assertThatThrownBy(() -> store.outputs().keep(large("x")))
                    .isInstanceOf(OrchestrationException.class)
                    .hasMessageContaining("state.db.files")
                    .hasMessageContaining("writable");
        }
    }

    /** An old file that nothing names is removed just when somebody keeps the same content again. */
    @Test
    void whatIsKeptAgainWhileItIsRemovedIsThereAfterwards() throws Exception {
        OutputFiles files = new OutputFiles(folder.resolve("state.db.files"));
        Path path = files.file(files.keep(large("x")).digest());
        for (int round = 0; round < 300; round++) {
            Files.setLastModifiedTime(path, FileTime.fromMillis(0));
            CyclicBarrier together = new CyclicBarrier(2);
            Thread remover = new Thread(() -> {
                try {
                    together.await();
                } catch (InterruptedException | BrokenBarrierException e) {
                    throw new IllegalStateException(e);
                }
                var unused = OutputFiles.removeUnlessYoung(path, OutputFiles.now() - 3_600_000_000L);
            });
            remover.start();
            together.await();
            files.keep(large("x"));
            remover.join();
            assertThat(path).as("round %s", round).exists();
        }
    }
}
