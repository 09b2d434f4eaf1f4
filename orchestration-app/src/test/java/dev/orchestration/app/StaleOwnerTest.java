package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An owner that was stopped, and wakes when the store belongs to somebody else. */
@Tag("child-jvm")
@Timeout(180)
class StaleOwnerTest {
    @TempDir
    Path directory;

    /** The lock keeps a stopped owner's store; here somebody has removed its file, as one must not, and there are two owners. */
    @Test
    void anOwnerThatWakesAfterTheEpochMovedOnWritesNothingAndStartsNothing() throws Exception {
        Terminal here = Terminal.in(directory);
        here.write("gate.yaml", """
                name: gate
                steps:
                  - {name: quick, action: shell.run, parameters: {command: "echo quick >> ledger"}}
                  - name: gate
                    action: shell.run
                    dependencies: [quick]
                    parameters: {command: "echo gate >> ledger; until [ -e go ]; do sleep 0.05; done"}
                  - {name: last, action: shell.run, dependencies: [gate], parameters: {command: "echo last >> ledger"}}
                  - {name: seen, action: shell.run, parameters: {command: "until [ -s ledger ]; do sleep 0.05; done"},
                     dependencies: [quick]}
                """);
        here.write("other.yaml", "name: other\nsteps: [{name: a, action: core.noop}]\n");
        try (ChildProgram owner = ChildProgram.start(directory, "run", "gate.yaml")) {
            owner.awaitLine("seen");
            owner.signal("STOP");
            Files.delete(store().resolveSibling("state.db.lock"));
            Terminal.Answer other = here.type("run", "other.yaml", "--json");
            assertThat(other.code()).as(other.err()).isZero();
            List<String> journal = journal();
            assertThat(journal).anyMatch(row -> row.endsWith("|2"));

            Files.createFile(directory.resolve("go"));
            owner.signal("CONT");
            assertThat(owner.awaitExit()).as(owner.err()).isNotZero();

            assertThat(owner.err()).contains("taken over");
            assertThat(journal()).isEqualTo(journal);
            assertThat(Files.readAllLines(directory.resolve("ledger"))).doesNotContain("last");
        }
        String id = (String)
                here.type("list", "--json", "--workflow", "gate").list().get(0).get("execution_id");
        Terminal.Answer resumed = here.type("resume", id, "--json");
        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(Files.readAllLines(directory.resolve("ledger")))
                .filteredOn(line -> !line.equals("gate"))
                .containsExactly("quick", "last");
        assertThat(here.type("store", "check").code()).isZero();
    }

    private Path store() {
        return directory.resolve(".orchestration/state.db");
    }

    private List<String> journal() throws Exception {
        List<String> rows = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select execution || '|' || commit_no || '|' || epoch from journal order by execution, commit_no")) {
            while (row.next()) {
                rows.add(row.getString(1));
            }
        }
        return rows;
    }
}
