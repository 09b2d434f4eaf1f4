package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A process that serves a store, beside one that adds schedules, and through deaths. */
@Tag("child-jvm")
@Timeout(240)
class ServeProcessTest {
    private static final int KILLS = Integer.getInteger("orchestration.serve.kills", 3);

    /** So many times that some are left when the first and the last are not counted. */
    private static final int ENOUGH = 8;

    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflow() {
        here = Terminal.in(directory);
        here.write("note.yaml", """
                name: note
                steps: [{name: a, action: shell.run, parameters: {command: "echo x >> ledger"}}]
                """);
    }

    private ChildProgram serve() throws Exception {
        ChildProgram server = ChildProgram.start(directory, "serve", "--engine");
        server.awaitLine("serves the store");
        return server;
    }

    private void add(String name, String... more) {
        List<String> words = new ArrayList<>(List.of("schedule", "add", name, "-w", "note.yaml", "--every", "1s"));
        words.addAll(List.of(more));
        Terminal.Answer answer = here.type(words.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
    }

    @Test
    void aServerFiresWhatIsAddedBesideItAndEndsWhenItIsTold() throws Exception {
        try (ChildProgram server = serve()) {
            add("often");
            server.awaitLine("note begins for schedule:often@");
            server.awaitLine("note completed");
            assertThat(here.type("schedule", "pause", "often").code()).isZero();
            server.signal("TERM");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
            assertThat(server.err()).contains("told to end");
        }
        assertThat(directory.resolve("ledger")).isNotEmptyFile();
    }

    @Test
    void aServerGoesOnWithWhatIsRecordedAndCarriesOutWhatOthersAsk() throws Exception {
        Gate gate = Gate.in(here, "own");
        try (ChildProgram first = ChildProgram.start(directory, "run", gate.file())) {
            first.awaitLine(gate.shown());
            first.killAfter(0);
        }
        try (ChildProgram server = serve()) {
            gate.open();
            server.awaitLine("own goes on");
            server.awaitLine("own completed");
            Terminal.Answer answer = here.type("run", "note.yaml");
            assertThat(answer.code()).as(answer.err()).isZero();
            server.awaitLine("note completed");
            server.signal("INT");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
        }
        assertThat(gate.ledger()).isEqualTo("quick gate");
    }

    /** It takes up what is there before anybody can listen, and what gets a worker at once commits nothing more for long. */
    @Test
    void aServerTellsWhatItGoesOnWithThoughItRunsOrWaitsAndNothingHappensToIt() throws Exception {
        Gate gate = Gate.in(here, "own");
        here.write("ask.yaml", """
                name: ask
                steps: [{name: pay, action: human.approve, parameters: {message: "Pay?"}}]
                """);
        try (ChildProgram running = ChildProgram.start(directory, "run", gate.file())) {
            running.awaitLine(gate.shown());
            running.killAfter(0);
        }
        try (ChildProgram waiting = ChildProgram.start(directory, "run", "ask.yaml")) {
            waiting.awaitLine("pay asks: Pay?");
            waiting.killAfter(0);
        }
        try (ChildProgram server = serve()) {
            server.awaitLine("own goes on");
            server.awaitLine("ask goes on");
            server.awaitLine("ask: pay asks: Pay?  orchestrate approve ");
            String id = (String) here.type("list", "--json").list().get(0).get("execution_id");
            assertThat(here.type("approve", id, "pay").code()).isZero();
            server.awaitLine("ask completed");
            gate.open();
            server.awaitLine("own completed");
            server.signal("INT");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
            assertThat(server.err().lines().filter(line -> line.contains("goes on")))
                    .hasSize(2);
        }
    }

    @Test
    void aServerTellsWhatStepsAskAndWhyWhichScheduleFailed() throws Exception {
        here.write("note.yaml", """
                name: note
                steps:
                  - {name: ok, action: human.approve, parameters: {message: "Go?"}}
                  - {name: a, action: shell.run, dependencies: [ok], parameters: {command: "exit 3"}}
                """);
        try (ChildProgram server = serve()) {
            add("often");
            server.awaitLine("note begins for schedule:often@");
            server.awaitLine("note: ok asks: Go?  orchestrate approve ");
            assertThat(here.type("schedule", "pause", "often").code()).isZero();
            String id = (String) here.type("list", "--json").list().get(0).get("execution_id");
            assertThat(here.type("approve", id, "ok").code()).isZero();
            server.awaitLine("note failed (schedule often): step a: the command ended with exit code 3");
            server.signal("INT");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
        }
    }

    @Test
    void itsHelpOffersNoRefusalAsItAlwaysRefuses() {
        assertThat(here.type("serve", "--help").out()).contains("--workers").doesNotContain("--own");
    }

    /** What finds the times of schedules is large: whoever has none must not pay for it. */
    @Test
    void aServerWithoutSchedulesLoadsNothingThatFindsTheirTimes() throws Exception {
        Path log = directory.resolve("loaded.log");
        Terminal logging = new Terminal(directory, Map.of("JAVA_TOOL_OPTIONS", "-Xlog:class+load:file=" + log));
        try (ChildProgram server = ChildProgram.start(logging, "serve", "--engine")) {
            server.awaitLine("serves the store");
            assertThat(here.type("run", "note.yaml").code()).isZero();
            server.signal("INT");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
        }
        assertThat(Files.readAllLines(log))
                .anyMatch(line -> line.contains(" dev.orchestration.app.ServeCommand "))
                .noneMatch(line -> line.contains(" org.quartz."));
    }

    @Test
    void aServerRemovesWhatEndedLongAgoAndKeepsTheRest() throws Exception {
        String old = here.type("run", "note.yaml", "--json", "-q").id();
        String young = here.type("run", "note.yaml", "--json", "-q").id();
        Path store = directory.resolve(".orchestration/state.db");
        try (Connection shell = DriverManager.getConnection("jdbc:sqlite:" + store);
                PreparedStatement age = shell.prepareStatement("update executions set ended_at = ? where id = ?")) {
            age.setString(1, "2020-01-01T00:00:00.000000Z");
            age.setString(2, old);
            age.executeUpdate();
        }
        try (ChildProgram server = ChildProgram.start(directory, "serve", "--engine", "--keep", "30d")) {
            server.awaitLine("serves the store");
            while (here.type("show", old).code() == 0) {
                LockSupport.parkNanos(100_000_000);
            }
            assertThat(here.type("show", young).code()).isZero();
            assertThat(here.type("store", "prune", "--keep", "1d").err())
                    .contains("is owned by process")
                    .contains("`orchestrate serve --engine --keep 30d`");
            server.signal("INT");
            assertThat(server.awaitExit()).isEqualTo(130);
        }
        assertThat(here.type("store", "check").code()).isZero();
    }

    @Test
    void howLongToKeepIsRefusedWhereItMakesNoSense() {
        Map<String, String> refusals = Map.of(
                "soon", "is no duration",
                "5s", "--keep: what has ended is kept for a minute at least, not for PT5S");
        refusals.forEach((time, why) -> {
            Terminal.Answer answer = here.type("serve", "--engine", "--keep", time);
            assertThat(answer.code()).isEqualTo(2);
            assertThat(answer.err()).contains("--keep").contains(why);
        });
        Terminal.Answer said = new Terminal(directory, Map.of("ORCHESTRATION_KEEP", "5s")).type("serve", "--engine");
        assertThat(said.code()).isEqualTo(2);
        assertThat(said.err()).contains("for a minute at least");
        assertThat(directory.resolve(".orchestration").toFile().mkdirs()).isTrue();
        here.write(".orchestration/config.yaml", "keep: 1m");
        assertThat(here.type("serve", "--engine").err()).contains("is not for the file of a project");
    }

    @Test
    void asOneOwnsAStoreASecondOneIsRefused() throws Exception {
        try (ChildProgram server = serve()) {
            Terminal.Answer second = here.type("serve", "--engine");
            assertThat(second.code()).isEqualTo(2);
            assertThat(second.err()).contains("process ");
            server.signal("INT");
            assertThat(server.awaitExit()).isEqualTo(130);
        }
    }

    /** The campaign is {@code -Dorchestration.serve.kills=100}. */
    @Test
    void howeverOftenAServerIsKilledNoTimeIsRunTwiceAndNoneIsLost() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("ServeProcessTest: seed " + seed);
        Random random = new Random(seed);
        add("often", "--misfire", "all", "--misfire-cap", "1000", "--overlap", "parallel");
        for (int kill = 0; kill < KILLS; kill++) {
            try (ChildProgram server = serve()) {
                server.killAfter(500 + random.nextInt(1_500));
            }
        }
        try (ChildProgram server = serve()) {
            for (int i = 0; i < ENOUGH; i++) { // a fast machine has fewer times behind it
                server.awaitLine("note completed");
            }
            assertThat(here.type("schedule", "pause", "often").code()).isZero();
            server.signal("INT");
            assertThat(server.awaitExit()).as(server.err()).isEqualTo(130);
        }
        here.type("resume", "--all");

        Instant start = Instant.parse((String) listed().get("start"));
        Instant last = Instant.parse((String) listed().get("last"));
        List<Instant> expected = new ArrayList<>();
        for (Instant time = start.plusSeconds(1); time.isBefore(last.minusSeconds(1)); time = time.plusSeconds(1)) {
            expected.add(time);
        }
        assertThat(expected.size()).isGreaterThan(KILLS);
        for (Object waiting : (List<?>) listed().get("waiting")) { // not begun when it was paused
            expected.remove(Instant.parse(String.valueOf(waiting)));
        }
        assertThat(Duration.between(start, last)).isPositive();
        assertThat(ran()).doesNotHaveDuplicates().containsAll(expected);
    }

    private Map<String, Object> listed() {
        return here.type("schedule", "list", "--json").list().get(0);
    }

    /** The times for which executions are recorded, one for each execution. */
    private List<Instant> ran() {
        List<Instant> times = new ArrayList<>();
        for (var row : here.type("list", "--json", "--limit", "100000").list()) {
            String id = (String) row.get("execution_id");
            here.type("events", id, "--json").out().lines().forEach(line -> {
                int key = line.indexOf("schedule:often@");
                if (key >= 0) {
                    times.add(Instant.parse(line.substring(key + 15, line.indexOf('"', key))));
                }
            });
        }
        return times;
    }
}
