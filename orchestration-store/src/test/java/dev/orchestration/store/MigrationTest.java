package dev.orchestration.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A store that is brought up to date is old or new, never between, whatever happens at whichever statement. */
class MigrationTest {
    @TempDir
    Path folder;

    static IntStream olderVersions() {
        return IntStream.range(0, Schema.NEWEST);
    }

    @ParameterizedTest
    @MethodSource("olderVersions")
    void aFaultOrAKillAtAnyStatementLeavesTheOldStoreOrTheNewOne(int version) throws Exception {
        int statement = 1;
        while (!survives(version, statement)) {
            statement++;
        }
        assertThat(statement).as("statements that were made to fail").isGreaterThan(4);
    }

    /** Gives whether there are fewer statements than that, so that nothing failed. */
    private boolean survives(int version, int failing) throws Exception {
        Path place = Files.createDirectory(folder.resolve(version + "-" + failing));
        Path file = old(place.resolve("state.db"), version);
        Path killed = place.resolve("killed.db");
        CountedCalls calls = new CountedCalls(failing, () -> copyAsAKillWouldLeaveIt(file, killed));
        try (Connection writer = new SqliteFile(file).writer(Durability.DURABLE)) {
            new Schema(file).migrate(calls.around(writer), Clock.system());
        } catch (OrchestrationException e) {
            assertThat(e).hasMessageContaining("the disk fails");
        }
        boolean failed = calls.calls() == failing;
        isAndBecomes(file, failed ? version : Schema.NEWEST, version > 0);
        if (failed) {
            isAndBecomes(killed, version, version > 0);
        }
        return !failed;
    }

    private static void copyAsAKillWouldLeaveIt(Path file, Path killed) {
        try {
            Files.copy(file, killed);
            Files.copy(log(file), log(killed));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    /** It has that version, tells so to who looks, and the next owner brings it up to date with all that is in it. */
    private static void isAndBecomes(Path file, int version, boolean hasExecution) throws SQLException {
        readersGetAClearAnswer(file, version);
        assertThat(Records.ask(file, "pragma integrity_check")).containsExactly("ok");
        try (Store store = Records.own(file)) {
            assertThat(store.archive().newestExecutions(9)).hasSize(hasExecution ? 1 : 0);
        }
        assertThat(Records.ask(file, "select count(*), max(version) from schema_version"))
                .containsExactly(Schema.NEWEST + "|" + Schema.NEWEST);
        assertThat(Records.ask(file, "select * from tasks, attempts, context_changes, outputs, removals, requests"))
                .isEmpty();
    }

    private static void readersGetAClearAnswer(Path file, int version) {
        if (version == Schema.NEWEST) {
            Stores.look(file).close();
            return;
        }
        assertThat(catchThrowableOfType(OrchestrationException.class, () -> Stores.look(file)))
                .hasMessageContaining(version == 0 ? "is empty" : "older schema version " + version)
                .hasMessageContaining("brings it up to date");
    }

    /** A store as an older program left it, with one execution where there was a table for it. */
    private static Path old(Path file, int version) throws SQLException {
        try (Connection writer = new SqliteFile(file).writer(Durability.DURABLE)) {
            new Schema(file).migrate(writer, Clock.system(), version);
        }
        if (version > 0) {
            Records.change(
                    file,
                    "insert into executions (seq, id, workflow, status, reason, session, directory, digest, created_at,"
                            + " started_at, ended_at) values (1, 'run1', 'census', 'completed', null, 's', '/', 'd',"
                            + " '2026-01-01T00:00:00.000000Z', null, null)");
        }
        return file;
    }

    @Test
    void everyPieceOfAMigrationIsOneStatement() {
        assertThat(Schema.statements(1)).hasSizeGreaterThan(9);
        for (int version = 1; version <= Schema.NEWEST; version++) {
            assertThat(Schema.statements(version))
                    .allMatch(sql -> sql.strip().endsWith(";"))
                    .allMatch(sql -> sql.replaceAll("--.*", "").strip().indexOf(';')
                            == sql.replaceAll("--.*", "").strip().length() - 1);
        }
    }
}
