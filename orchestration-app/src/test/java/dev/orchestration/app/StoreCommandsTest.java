package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.store.Stores;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreCommandsTest {
    @TempDir
    Path directory;

    private Terminal here;
    private String id;

    @BeforeEach
    void oneExecution() {
        here = Terminal.in(directory);
        here.write("hello.yaml", "name: hello\nsteps: [{name: a, module: core, action: noop}]\n");
        id = here.type("run", "hello.yaml", "--json", "-q").id();
    }

    private Path store() {
        return directory.resolve(".orchestration/state.db");
    }

    private void change(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    @Test
    void infoTellsWhereHowLargeWhoseAndWhat() {
        assertThat(here.type("store", "info").out())
                .contains("store       " + store())
                .containsPattern("size +\\S+ KiB, of that 0 bytes free")
                .contains("durability  durable")
                .contains("nobody; the last was process "
                        + ProcessHandle.current().pid())
                .contains("executions  1 completed")
                .contains("logs        0 files, 0 bytes");
        try (var owner = Stores.own(store(), Clock.system(), IdSource.random())) {
            assertThat(owner.name()).isNotEmpty();
            assertThat(here.type("store", "info").out())
                    .contains("owner       process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void aSoundStoreIsToldAndADamagedOneEndsWithOneAndItsFaults() throws Exception {
        assertThat(here.type("store", "check").err()).startsWith("sound: 1 execution with ");
        change("update executions set status = 'failed'");
        Terminal.Answer damaged = here.type("store", "check");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out()).startsWith("execution " + id + ": is listed as ");
        assertThat(damaged.err()).startsWith("1 fault in 1 execution");
        assertThat(here.type("store", "check", "--json").object()).containsEntry("sound", false);
    }

    @Test
    void eventsThatCanBeReadButDoNotFitTogetherAreAFault() throws Exception {
        change("update journal set events = replace(events, '\"node\":0', '\"node\":7')");
        Terminal.Answer damaged = here.type("store", "check");
        assertThat(damaged.code()).isEqualTo(1);
        assertThat(damaged.out()).contains("execution " + id + ": its events do not fit together");
    }

    @Test
    void aBackupIsAStoreInWhichOneCanGoOn() {
        here.write(
                "failing.yaml",
                "name: failing\nsteps: [{name: a, module: shell, action: run,"
                        + " parameters: {command: \"[ -e go ]\"}}]\n");
        String failed = here.type("run", "failing.yaml", "--json", "-q").id();
        assertThat(here.type("store", "backup", "copy.db").err()).startsWith("copied to copy.db: ");
        assertThat(here.type("store", "backup", "copy.db").code()).isEqualTo(2);
        here.write("go", "");
        assertThat(here.type("retry", failed, "--store", "copy.db").code()).isZero();
        assertThat(here.type("show", failed, "--json").object()).containsEntry("status", "failed");
        assertThat(here.type("store", "check", "--store", "copy.db").code()).isZero();
    }

    @Test
    void pruneKeepsWhatIsYoungAndNeedsATime() {
        assertThat(here.type("store", "prune").err()).contains("--keep 30d");
        assertThat(here.type("store", "prune", "--keep", "soon").err())
                .contains("--keep")
                .contains("30s");
        assertThat(here.type("store", "prune", "--keep", "1h").err()).startsWith("removed 0 executions");
        assertThat(here.type("store", "prune", "--keep", "0s").err()).startsWith("removed 1 execution ");
        assertThat(here.type("list", "--json").list()).isEmpty();
        assertThat(here.type("store", "vacuum").err()).startsWith("from ");
    }

    @Test
    void besideALivingOwnerOnlyLookingAndCopyingIsPossible() {
        try (var owner = Stores.own(store(), Clock.system(), IdSource.random())) {
            assertThat(owner.name()).isNotEmpty();
            assertThat(here.type("store", "backup", "copy.db").code()).isZero();
            assertThat(here.type("store", "check").code()).isZero();
            for (String verb : List.of("vacuum", "prune")) {
                String[] words = verb.equals("prune")
                        ? new String[] {"store", verb, "--keep", "1d"}
                        : new String[] {"store", verb};
                Terminal.Answer refused = here.type(words);
                assertThat(refused.code()).isEqualTo(2);
                assertThat(refused.err()).contains("is owned by process");
            }
        }
    }

    @Test
    void exportsGoToStandardOutputOrAFileAndComeBackInAnotherStore() {
        String first = here.type("store", "export", id.substring(0, 6))
                .out()
                .lines()
                .findFirst()
                .orElseThrow();
        assertThat(first).isEqualTo("{\"orchestration_export\":1}");
        assertThat(here.type("store", "export", "-o", "all.jsonl", "--json").object())
                .containsEntry("executions", 1L);
        assertThat(here.type("store", "import", "all.jsonl", "--store", "other.db")
                        .err())
                .startsWith("imported 1 execution");
        Map<String, Object> imported =
                here.type("show", id, "--json", "--store", "other.db").object();
        assertThat(imported).isEqualTo(here.type("show", id, "--json").object());
        Terminal.Answer again = here.type("store", "import", "all.jsonl", "--store", "other.db");
        assertThat(again.code()).isEqualTo(2);
        assertThat(again.err()).contains("line 3").contains("in this store already");
    }

    @Test
    void usageIsToldAsForOtherCommands() {
        assertThat(here.type("store").err()).contains("info, check, backup");
        assertThat(here.type("store", "infoo").err()).contains("did you mean 'store info'?");
        assertThat(here.type("store", "backup").err()).contains("name the file");
        assertThat(here.type("store", "import").err()).contains("name one file");
        assertThat(here.type("store", "import", "none").err()).contains("there is no file");
        assertThat(here.type("store", "export", "--json").code()).isEqualTo(2);
        assertThat(here.type("store", "info", "more").err()).contains("more").contains("help store info");
        assertThat(here.type("store", "info", "--store", "none.db").err()).contains("no store here yet");
    }

    @Test
    void howDurableCommitsAreIsSaidByTheOptionElseByTheEnvironment() {
        assertThat(here.type("run", "hello.yaml", "--durability", "fast").code())
                .isZero();
        assertThat(here.type("run", "hello.yaml", "--durability", "quick").err())
                .contains("durable, fast");
        Terminal fast = new Terminal(directory, Map.of("ORCHESTRATION_DURABILITY", "fast"));
        assertThat(fast.type("store", "info", "--json").object()).containsEntry("durability", "fast");
        assertThat(fast.type("run", "hello.yaml").code()).isZero();
        Terminal wrong = new Terminal(directory, Map.of("ORCHESTRATION_DURABILITY", "slow"));
        assertThat(wrong.type("run", "hello.yaml").err()).contains("ORCHESTRATION_DURABILITY: 'slow'");
    }

    /** The system's own folders let not even root write. */
    @ParameterizedTest
    @ValueSource(strings = {"/proc/none/state.db", "/sys/state.db", "/dev/null/state.db"})
    void aFolderThatCannotBeWrittenIsRefusedWithTheRemedy(String place) {
        Terminal.Answer refused = here.type("run", "hello.yaml", "--store", place);
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("/state.db")
                .containsPattern("can be written|must be writable|writable for|check the path");
        assertThat(Files.exists(Path.of(place))).isFalse();
    }
}
