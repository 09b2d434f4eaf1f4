package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.started;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
    @TempDir
    Path folder;

    private Path file;
    private Path copy;

    @BeforeEach
    void nameThem() {
        file = folder.resolve("state.db");
        copy = folder.resolve("copy.db");
    }

    @Test
    void theCopyIsAWholeStoreWithOutputsAndLogs() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(ended(RUN, T0, store.outputs().keep(large("x"))));
            store.outputs().keep(large("nobody's"));
            Path logs = Files.createDirectory(store.logs().resolve("run1"));
            Files.writeString(logs.resolve("0-list.1.log"), "said");
            Copied copied = upkeep(file).backup(copy);
            assertThat(copied.outputs()).isEqualTo(new FileTotal(1, 300_002));
            assertThat(copied.logs()).isEqualTo(new FileTotal(1, 4));
            assertThat(copied.bytes()).isEqualTo(Files.size(copy));
        }
        assertThat(upkeep(copy).check()).isEqualTo(new Inspected(1, 1, FileTotal.NONE, List.of()));
        assertThat(folder.resolve("copy.db.logs/run1/0-list.1.log")).hasContent("said");
    }

    /** The owner goes on; the copy is of one moment, and is nobody's. */
    @Test
    void whileAnOwnerWritesTheCopyIsOfOneMoment() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try (Store store = own(file)) {
            store.journal().append(Records.created(RUN));
            Future<Long> written = threads.submit(() -> {
                long n = 1;
                while (!done.get()) {
                    n++;
                    store.journal().append(commit(RUN, n, n, started(0)));
                }
                return n;
            });
            for (int i = 0; i < 5; i++) {
                Path each = folder.resolve("copy" + i + ".db");
                upkeep(file).backup(each);
                assertThat(upkeep(each).check().faults()).isEmpty();
            }
            done.set(true);
            long commits = written.get();
            assertThat(store.archive().events(RUN)).hasSize((int) commits);
        } finally {
            threads.shutdownNow();
        }
        assertThat(upkeep(folder.resolve("copy4.db")).info().owner())
                .hasValueSatisfying(owner -> assertThat(owner.endedAt()).isNotNull());
        try (Store restored = own(folder.resolve("copy4.db"))) {
            assertThat(restored.fallenOwners()).isEmpty();
        }
    }

    @Test
    void nothingIsWrittenOver() throws Exception {
        own(file).close();
        Files.createDirectory(folder.resolve("copy.db.logs"));
        assertRefused(copy, "copy.db.logs exists already");
        assertRefused(file, "state.db exists already");
        assertRefused(folder.resolve("none/copy.db"), "there is no folder");
        assertThat(copy).doesNotExist();
    }

    private void assertRefused(Path target, String message) {
        assertThatThrownBy(() -> upkeep(file).backup(target))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining(message);
    }

    @Test
    void anOutputThatIsLostMakesNoBackup() throws Exception {
        try (Store store = own(file)) {
            store.journal()
                    .append(ended(new ExecutionId("run2"), T0, store.outputs().keep(large("x"))));
        }
        Files.delete(new FileTree(folder.resolve("state.db.files")).children().get(0));
        assertThatThrownBy(() -> upkeep(file).backup(copy)).hasMessageContaining("NoSuchFile");
        assertThat(copy).doesNotExist();
    }
}
