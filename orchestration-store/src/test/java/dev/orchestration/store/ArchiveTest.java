package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.started;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Store;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
    @TempDir
    Path folder;

    private Path file;
    private Store store;

    @BeforeEach
    void open() {
        file = folder.resolve("state.db");
        store = own(file);
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aReaderSeesOnlyWhatIsCommitted() throws Exception {
        store.journal().append(Records.created(RUN));
        try (Connection other = Records.shell(file);
                Statement statement = other.createStatement()) {
            statement.executeUpdate("begin immediate");
            statement.executeUpdate("insert into journal values ('run1', 2, 2, 1, '[]')");
            assertThat(numbers(RUN)).containsExactly(1L);
            statement.executeUpdate("commit");
        }
        assertThat(numbers(RUN)).containsExactly(1L, 2L);
    }

    @Test
    void aLongReplayHoldsUpNobodyAndKeepsItsView() {
        store.journal().append(Records.created(RUN));
        store.journal().append(commit(RUN, 2, 2, started(0)));
        List<Long> seen = new ArrayList<>();
        store.archive().replay(RUN, commit -> {
            seen.add(commit.number());
            store.journal().append(commit(RUN, commit.number() + 2, commit.number() + 2, started(1)));
        });
        assertThat(seen).containsExactly(1L, 2L);
        assertThat(numbers(RUN)).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void manyReadersBesideTheWriterSeeEveryCommitOnceAndInOrder() throws Exception {
        store.journal().append(Records.created(RUN));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(6);
        try {
            List<Future<Long>> readers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                readers.add(threads.submit(readUntil(done)));
            }
            for (long n = 2; n <= 300; n++) {
                store.journal().append(commit(RUN, n, n, started(0)));
            }
            done.set(true);
            for (Future<Long> reader : readers) {
                assertThat(reader.get()).isEqualTo(300);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Gives the last commit that was seen after the writer had ended. */
    private Callable<Long> readUntil(AtomicBoolean done) {
        return () -> {
            boolean last;
            long newest;
            do {
                last = done.get();
                List<Long> numbers = numbers(RUN);
                newest = numbers.size();
                for (int i = 0; i < newest; i++) {
                    assertThat(numbers.get(i)).isEqualTo(i + 1);
                }
            } while (!last);
            return newest;
        };
    }

    @Test
    void aReaderThatThrowsDoesNotHarmTheArchive() {
        store.journal().append(Records.created(RUN));
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> store.archive().replay(RUN, commit -> {
                        throw new IllegalStateException("enough");
                    }))
                    .hasMessage("enough");
        }
        assertThat(numbers(RUN)).containsExactly(1L);
    }

    @Test
    void aDamagedRowIsNamed() throws Exception {
        store.journal().append(Records.created(RUN));
        Records.change(file, "update journal set events = '[{' where execution = 'run1'");
        assertThatThrownBy(() -> numbers(RUN))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("commit 1 of execution run1");
    }

    @Test
    void aCommitThatSomebodyElseWroteIsNotWrittenOver() throws Exception {
        store.journal().append(Records.created(RUN));
        Records.change(file, "insert into journal values ('run1', 2, 2, 1, '[]')");
        assertThatThrownBy(() -> store.journal().append(commit(RUN, 2, 2, started(0))))
                .isInstanceOf(OrchestrationException.class);
        assertThat(Records.ask(file, "select events from journal where commit_no = 2 and execution = 'run1'"))
                .containsExactly("[]");
        store.journal().append(commit(RUN, 3, 2, started(0)));
    }

    @Test
    void anExecutionWithQuotesAndWildcardsInItsIdIsJustAnId() {
        ExecutionId odd = new ExecutionId("x'; drop table journal; --%_");
        store.journal().append(Records.created(odd));
        assertThat(store.archive().executionsByPrefix("x'", 9)).hasSize(1);
        assertThat(numbers(odd)).containsExactly(1L);
    }

    private List<Long> numbers(ExecutionId id) {
        List<Commit> commits = new ArrayList<>();
        store.archive().replay(id, commits::add);
        return commits.stream().map(Commit::number).toList();
    }
}
