package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The promise of resume, in the form in which people meet it: the process is gone in the middle of a run. */
@Tag("child-jvm")
class KillTest {
    /** The campaign of an afternoon is {@code -Dorchestration.kills=1000}; see CONTRIBUTING.md. */
    private static final int KILLS = Integer.getInteger("orchestration.kills", 14);

    private static final int EARLY_KILLS = Math.max(1, KILLS * 2 / 7);

    private static final int STEPS = 8;

    /** Each step writes what it does into a ledger of its own. The last one waits, so that a first run never ends. */
    static final String WORKFLOW = """
            name: ledger
            steps:
            """ + steps() + """
              - name: last
                module: shell
                action: run
                dependencies: [s7, side]
                parameters: {command: "[ -e go ] || sleep 60; cat values | sort -u | tr '\\\\n' ' '"}
              - name: side
                module: shell
                action: run
                dependencies: [s0]
                parameters: {command: "echo side >> ledger; sleep 0.1; echo side >> values"}
            """;

    @TempDir
    Path directory;

    private static String steps() {
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < STEPS; i++) {
            String before = i == 0 ? "[]" : "[s" + (i - 1) + "]";
            steps.append("  - {name: s").append(i).append(", module: shell, action: run, dependencies: ");
            steps.append(before).append(", parameters: {command: \"echo s").append(i);
            steps.append(" >> ledger; sleep 0.02; echo s").append(i).append(" >> values\"}}\n");
        }
        return steps.toString();
    }

    @Test
    void afterAKillAtAnyMomentResumeFinishesAndRepeatsNothingThatWasCompleted() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("KillTest: seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS - EARLY_KILLS; kill++) {
            Path place = Files.createDirectory(directory.resolve("kill-" + kill));
            int step = random.nextInt(STEPS);
            int millis = random.nextInt(60);
            killedAndResumed(Terminal.in(place), step, millis);
        }
    }

    /** Also while the store is opened, while its tables are made, before the execution is recorded. */
    @Test
    void aKillAtAnyTimeFromTheStartLeavesAStoreThatGoesOn() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("KillTest, from the start: seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < EARLY_KILLS; kill++) {
            Terminal here = Terminal.in(Files.createDirectory(directory.resolve("early-" + kill)));
            here.write("ledger.yaml", WORKFLOW);
            try (ChildProgram child =
                    ChildProgram.start(here.directory(), "run", "ledger.yaml", "--store", "state.db")) {
                child.killAfter(200 + random.nextInt(1_500));
            }
            Files.createFile(here.directory().resolve("go"));
            goesOn(here);
            assertThat(integrity(here.directory().resolve("state.db"))).isEqualTo("ok");
        }
    }

    private static void goesOn(Terminal here) throws IOException {
        List<Map<String, Object>> listed =
                here.type("list", "--json", "--store", "state.db").list();
        Terminal.Answer answer = listed.isEmpty()
                ? here.type("run", "ledger.yaml", "--json", "--quiet", "--store", "state.db")
                : here.type(
                        "resume",
                        (String) listed.get(0).get("execution_id"),
                        "--json",
                        "--quiet",
                        "--store",
                        "state.db");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(output(answer.object())).isEqualTo("s0 s1 s2 s3 s4 s5 s6 s7 side ");
        assertThat(ledger(here.directory()).values()).allMatch(runs -> runs <= 2);
    }

    private static void killedAndResumed(Terminal here, int step, int millis) throws Exception {
        here.write("ledger.yaml", WORKFLOW);
        try (ChildProgram child = ChildProgram.start(here.directory(), "run", "ledger.yaml", "--store", "state.db")) {
            child.awaitLine(" s" + step + " ");
            child.killAfter(millis);
        }
        assertThat(integrity(here.directory().resolve("state.db"))).isEqualTo("ok");
        Map<String, Object> listed =
                here.type("list", "--json", "--store", "state.db").list().get(0);
        String id = (String) listed.get("execution_id");
        Map<String, Object> killed =
                here.type("show", id, "--json", "--store", "state.db").object();
        assertThat(listed).containsEntry("status", "interrupted");
        assertThat(killed).containsEntry("status", "interrupted");
        Set<String> completed = completed(killed);
        assertThat(completed).contains("s" + step);
        Map<String, Long> before = ledger(here.directory());

        Files.createFile(here.directory().resolve("go"));
        Terminal.Answer resumed = here.type("resume", id, "--json", "--quiet", "--store", "state.db");

        assertThat(resumed.code()).as(resumed.err()).isZero();
        assertThat(output(resumed.object())).isEqualTo("s0 s1 s2 s3 s4 s5 s6 s7 side ");
        Map<String, Long> after = ledger(here.directory());
        assertThat(completed).allSatisfy(name -> assertThat(after.get(name)).isEqualTo(before.get(name)));
        assertThat(after.values())
                .as("runs of a step: one, and one more if it was in flight")
                .allMatch(runs -> runs <= 2);
        assertThat(integrity(here.directory().resolve("state.db"))).isEqualTo("ok");
    }

    static Set<String> completed(Map<String, Object> execution) {
        Map<?, ?> steps = (Map<?, ?>) execution.get("steps");
        return steps.entrySet().stream()
                .filter(step -> "completed".equals(((Map<?, ?>) step.getValue()).get("status")))
                .map(step -> (String) step.getKey())
                .collect(Collectors.toSet());
    }

    static Object output(Map<String, Object> execution) {
        Map<?, ?> last = (Map<?, ?>) ((Map<?, ?>) execution.get("steps")).get("last");
        return ((Map<?, ?>) last.get("output")).get("stdout");
    }

    /** How often each step began. */
    static Map<String, Long> ledger(Path directory) throws IOException {
        List<String> lines = Files.readAllLines(directory.resolve("ledger"));
        return lines.stream().collect(Collectors.groupingBy(line -> line, TreeMap::new, Collectors.counting()));
    }

    private static String integrity(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("pragma integrity_check")) {
            return row.getString(1);
        }
    }
}
