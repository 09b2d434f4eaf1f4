package dev.orchestration.store;

import static dev.orchestration.store.Records.ask;
import static dev.orchestration.store.Records.own;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Arrays;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpeningTest {
    @TempDir
    Path folder;

    @Test
    void missingFoldersAreCreatedAndTheLogsBesideTheFile() {
        Path file = folder.resolve("a/b/state.db");
        try (Store store = own(file)) {
            assertThat(file).exists();
            assertThat(store.logs()).isDirectory().isEqualTo(file.resolveSibling(file.getFileName() + ".logs"));
            assertThat(store.name()).isEqualTo(file.toString());
        }
    }

    @Test
    void aFileWhereAFolderIsNeededIsRefused() throws Exception {
        Path notAFolder = Files.createFile(folder.resolve("plain"));
        assertUnavailable(() -> own(notAFolder.resolve("state.db")), "plain", "folder");
    }

    @Test
    void aFolderIsNoStore() {
        assertUnavailable(() -> own(folder), folder.toString(), "is a folder");
        assertUnavailable(() -> Stores.look(folder), folder.toString(), "is a folder");
    }

    @Test
    void lookingAtNothingNamesTheFileAndTheRemedy() {
        assertUnavailable(() -> Stores.look(folder.resolve("none.db")), "none.db", "check the path");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void lookingAtAnEmptyFileIsRefused() throws Exception {
        Path file = Files.createFile(folder.resolve("state.db"));
        assertUnavailable(() -> Stores.look(file), "is empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"odd ?journal_mode=off#% name.db", "mode=memory.db", ":memory:", "file:x", "--.db"})
    void anyFileNameIsTakenAsItIs(String name) {
        Path file = folder.resolve(name);
        try (Store store = own(file)) {
            store.journal().append(Records.created(Records.RUN));
            assertThat(file).isNotEmptyFile();
        }
        try (Store again = Stores.look(file)) {
            assertThat(again.archive().execution(Records.RUN)).isPresent();
        }
    }

    @Test
    void everyCommitIsSyncedAndTheLogIsWrittenAhead() throws Exception {
        SqliteFile file = SqliteFile.toOwn(folder.resolve("state.db"));
        try (Connection writer = file.writer(Durability.DURABLE)) {
            assertThat(pragma(writer, "synchronous")).isEqualTo("2");
            assertThat(pragma(writer, "journal_mode")).isEqualTo("wal");
            assertThat(pragma(writer, "busy_timeout")).isEqualTo("5000");
        }
        try (Connection reader = file.reader()) {
            assertThat(pragma(reader, "busy_timeout")).isEqualTo("5000");
            assertThatThrownBy(() -> pragma(reader, "user_version = 3")).hasMessageContaining("readonly");
        }
    }

    @Test
    void aNewerStoreIsRefusedUntouched() throws Exception {
        Path file = folder.resolve("state.db");
        own(file).close();
        Records.change(file, "insert into schema_version values (99, 'later')");
        assertRefusedUntouched(file, "schema version 99", "newer version of the program");
    }

    @Test
    void aDatabaseOfSomethingElseIsRefusedUntouched() throws Exception {
        Path file = folder.resolve("notes.db");
        Records.change(file, "create table notes (text)");
        assertRefusedUntouched(file, "no store");
        assertThat(folder.resolve("notes.db.lock")).doesNotExist();
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedUntouched() throws Exception {
        Path file = Files.writeString(folder.resolve("notes.txt"), "milk, bread and eggs\n".repeat(100));
        assertRefusedUntouched(file, "not a SQLite database");
        assertThat(folder.resolve("notes.txt.lock")).doesNotExist();
    }

    @Test
    void theMigrationsAppliedAreOnRecord() throws Exception {
        Path file = folder.resolve("state.db");
        own(file).close();
        own(file).close();
        assertThat(ask(file, "select version from schema_version"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11");
        assertThat(ask(file, "pragma integrity_check")).containsExactly("ok");
    }

    @Test
    void theAnswersThatAnOlderStoreHasInItsJournalAreFound() throws Exception {
        Path file = folder.resolve("state.db");
        try (Store store = own(file)) {
            store.journal().append(Records.answered("c1", 2));
        }
        Records.change(file, "drop table answers");
        Records.change(file, "drop index executions_by_parent");
        Records.change(file, "alter table executions drop column parent");
        Records.change(file, "drop table cache");
        Records.change(file, "drop table projects");
        Records.change(file, "drop view sessions");
        Records.change(file, "drop view schedules");
        Records.change(file, "drop view workflows");
        Records.change(file, "drop table records");
        Records.change(file, "drop table record_writes");
        Records.change(file, "drop index executions_ended");
        Records.change(file, "drop index executions_status");
        Records.change(file, "delete from schema_version where version >= 5");
        try (Store store = own(file)) {
            assertThat(store.archive().answer("c1")).isPresent();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"nfs", "nfs4", "cifs", "smb3", "SMBFS", "9p", "fuse.sshfs", "ceph", "fuse.glusterfs"})
    void networkFileSystemsAreKnown(String type) {
        assertThat(NetworkFileSystems.isNetwork(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ext4", "xfs", "btrfs", "zfs", "tmpfs", "overlay", "apfs", "fuseblk", "virtiofs"})
    void localFileSystemsAreFine(String type) {
        assertThat(NetworkFileSystems.isNetwork(type)).isFalse();
    }

    private static void assertRefusedUntouched(Path file, String... words) throws Exception {
        byte[] before = Files.readAllBytes(file);
        assertUnavailable(() -> own(file), words);
        assertUnavailable(() -> Stores.look(file), words);
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    private static void assertUnavailable(ThrowingCallable act, String... words) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .message()
                .contains(Arrays.asList(words));
    }

    private static String pragma(Connection connection, String name) throws Exception {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma " + name)) {
            return row.next() ? row.getString(1) : "";
        }
    }
}
