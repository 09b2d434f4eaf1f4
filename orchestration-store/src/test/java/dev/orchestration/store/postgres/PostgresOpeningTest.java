package dev.orchestration.store.postgres;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.answered;
import static dev.orchestration.store.Records.created;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.CommandBoxContractTest;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class PostgresOpeningTest {
    @TempDir
    Path folder;

    @Test
    void theTablesAreMadeOnceAndTheLogFolderToo() throws Exception {
        Place place = new Place(PostgresServer.emptyDatabase(""), folder.resolve("a/logs"));
        place.own().close();
        try (Store store = place.own()) {
            assertThat(store.logs()).isDirectory();
            assertThat(place.ask("select version from schema_version"))
                    .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
            assertThat(place.ask("select count(*) from public.journal")).containsExactly("2");
        }
    }

    /** Who only looks changes nothing, so he has to wait for an owner. */
    @Test
    void aStoreOfAnOlderProgramIsBroughtUpToDateByItsNextOwnerWithAllThatIsInIt() throws Exception {
        Place place = Place.empty(folder);
        try (Store store = place.own()) {
            store.journal().append(created(RUN));
            store.journal().append(answered("c0", 2));
        }
        place.change(
                "drop table commands; drop table answers; drop table cache; drop table projects; drop table records cascade; drop table record_writes; alter table executions drop column parent;"
                        + " delete from schema_version where version > 1");
        assertUnavailable(place::look, "older schema version 1", "brings it up to date");

        try (Store store = place.own();
                Store viewer = place.look()) {
            assertThat(store.archive().execution(RUN)).isPresent();
            assertThat(store.archive().answer("c0")).isPresent();
            viewer.commands().send(CommandBoxContractTest.command("c1"));
            assertThat(store.commands().waiting()).containsExactly("c1");
        }
        assertThat(place.ask("select version from schema_version"))
                .containsExactly("1", "2", "3", "4", "5", "6", "7", "8");
    }

    @Test
    void twoSchemasOfOneDatabaseAreTwoStores() {
        try (Store one = Place.empty(folder).own();
                Store two = Place.empty(folder).own()) {
            one.journal().append(created(RUN));
            one.commands().send(CommandBoxContractTest.command("c1"));
            assertThat(two.archive().execution(RUN)).isEmpty();
            assertThat(two.commands().waiting()).isEmpty();
            assertThat(one.name()).isNotEqualTo(two.name()).startsWith("jdbc:postgresql://localhost:");
        }
    }

    @Test
    void lookingAtAnEmptyDatabaseIsRefusedAndLeavesItEmpty() throws Exception {
        Place place = Place.empty(folder);
        assertUnavailable(place::look, "has no tables yet", "run a workflow");
        assertThat(place.ask("select * from pg_tables where schemaname = current_schema()"))
                .isEmpty();
    }

    @Test
    void aNewerStoreIsRefusedUntouched() throws Exception {
        Place place = Place.empty(folder);
        place.own().close();
        place.change("insert into schema_version values (99, 'later')");
        assertUnavailable(place::own, "schema version 99", "newer version of the program");
        assertUnavailable(place::look, "schema version 99");
        assertThat(place.ask("select epoch from owner")).containsExactly("1");
    }

    @Test
    void tablesOfSomethingElseAreLeftUntouched() throws Exception {
        Place place = Place.empty(folder);
        place.change("create table notes (text text); create table schema_version (version text)");
        assertUnavailable(place::own, "has tables, but is no store", "?currentSchema=");
        assertUnavailable(place::look, "has tables, but is no store");
        assertThat(place.ask("select count(*) from pg_tables where schemaname = current_schema()"))
                .containsExactly("2");
    }

    @Test
    void whatIsMissingIsNamed() {
        String here = PostgresServer.database("postgres");
        assertUnavailable(open(here + "&currentSchema=nowhere"), "schema that does not exist");
        assertUnavailable(open(PostgresServer.database("nowhere")), "no such database", "createdb");
        assertUnavailable(open("jdbc:postgresql://localhost:1/x"), "cannot be reached", "localhost:1");
        assertUnavailable(
                open(PostgresServer.emptyDatabase("encoding 'SQL_ASCII' locale 'C' template template0")),
                "encoding SQL_ASCII",
                "UTF8");
    }

    @Test
    void aLogFolderThatCannotBeMadeLeavesNoOwnerBehind() throws Exception {
        Path file = Files.createFile(folder.resolve("plain"));
        Place place = Place.empty(file.resolve("logs"));
        assertUnavailable(place::own, "plain");
        new Place(place.url(), folder).own().close();
        assertThat(place.ask("select epoch from owner")).containsExactly("1");
    }

    @Test
    void everyCommitIsOnTheDiskAndAStoppedWriterHoldsNothingForEver() throws Exception {
        String url = PostgresServer.emptyDatabase("");
        PostgresServer.change(
                url,
                "do $$ begin execute 'alter database ' || current_database()"
                        + " || ' set synchronous_commit = off'; end $$");
        PostgresAddress address = PostgresAddress.parse(url, Map.of());
        try (Connection writer = new PostgresConnections(address, PostgresDriver.REAL).writer()) {
            assertThat(setting(writer, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(writer, "statement_timeout")).isEqualTo("8s");
            assertThat(setting(writer, "lock_timeout")).isEqualTo("5s");
            assertThat(setting(writer, "idle_in_transaction_session_timeout")).isEqualTo("5s");
        }
        try (Connection reader = new PostgresConnections(address, PostgresDriver.REAL).reader()) {
            assertThatThrownBy(() -> reader.createStatement().execute("create table x ()"))
                    .hasMessageContaining("read-only");
        }
    }

    private static String setting(Connection connection, String name) throws Exception {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("show " + name)) {
            row.next();
            return row.getString(1);
        }
    }

    /** The server asks this user for a password; whatever goes wrong, nobody is told it. */
    @Test
    void thePasswordComesFromTheEnvironmentOrThePasswordFileAndIsNeverShown() throws Exception {
        String url = guarded("keen", "s3cret");
        assertOpens(url, Map.of("PGPASSWORD", "s3cret"));
        assertOpens(url.replace("//", "//keen:s3cret@"), Map.of());
        for (String wrong : List.of("wr0ng", "")) {
            assertThatThrownBy(() -> look(url, Map.of("PGPASSWORD", wrong)))
                    .hasMessageContaining("does not let in the user keen")
                    .hasMessageContaining("PGPASSWORD")
                    .hasMessageNotContaining("wr0ng")
                    .hasStackTraceContaining("password")
                    .satisfies(e -> assertThat(String.valueOf(e.getCause())).doesNotContain("wr0ng"));
        }
        Path file = Files.writeString(folder.resolve("pgpass"), "*:*:*:keen:s3cret\n");
        System.setProperty("org.postgresql.pgpassfile", file.toString());
        try {
            assertOpens(url, Map.of());
        } finally {
            System.clearProperty("org.postgresql.pgpassfile");
        }
    }

    private static void assertOpens(String url, Map<String, String> environment) {
        try (Store store = look(url, environment)) {
            assertThat(store.name()).doesNotContain("s3cret").doesNotContain("keen");
        }
    }

    private static Store look(String url, Map<String, String> environment) {
        return Stores.look(StoreAddress.database(url, environment));
    }

    /** The address, for a user who must give a password, of a store that is there. */
    private String guarded(String user, String password) throws Exception {
        String url = PostgresServer.emptyDatabase("");
        new Place(url, folder).own().close();
        PostgresServer.change(
                url,
                "create role " + user + " login superuser password '" + password + "';"
                        + "do $$ begin execute format('copy (select ''host all " + user
                        + " all scram-sha-256'' union all select ''host all all all trust'')"
                        + " to %L', current_setting('hba_file')); end $$; select pg_reload_conf()");
        String asUser = url.replace("user=postgres", "user=" + user);
        while (!refuses(asUser)) {
            Thread.onSpinWait(); // the server reads the file in its own time
        }
        return asUser;
    }

    private static boolean refuses(String url) {
        try {
            PostgresServer.shell(url).close();
            return false;
        } catch (java.sql.SQLException e) {
            return true;
        }
    }

    private ThrowingCallable open(String url) {
        return () ->
                Stores.own(StoreAddress.database(url, Map.of()).withLogs(folder), Clock.system(), IdSource.random());
    }

    private static void assertUnavailable(ThrowingCallable act, String... words) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .message()
                .contains(Arrays.asList(words));
    }
}
