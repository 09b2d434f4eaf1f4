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
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of work that was handed over when one of the two processes is interrupted, killed or stopped. */
@Tag("child-jvm")
@Timeout(120)
class HandOverProcessTest {
    /** The campaign is {@code -Dorchestration.command.kills=200}; see CONTRIBUTING.md. */
    private static final int KILLS = Integer.getInteger("orchestration.command.kills", 2);

    private static final int GUESTS = 4;

    @TempDir
    Path directory;

    private Terminal here;
    private Gate gate;

    @BeforeEach
    void aFolder() throws Exception {
        here = Terminal.in(directory);
        gate = Gate.in(here, "own");
    }

    private ChildProgram owner() throws Exception {
        ChildProgram owner = ChildProgram.start(directory, "run", gate.file());
        owner.awaitLine(gate.shown());
        return owner;
    }

    private Map<String, Object> newest(String workflow) {
        return here.type("list", "--json", "--workflow", workflow).list().get(0);
    }

    /** The step's process was killed; it is gone when the system has buried it. */
    private void assertThatTheStepIsGone(String name) throws Exception {
        long pid = Long.parseLong(
                Files.readString(directory.resolve("pid-" + name)).strip());
        Optional<ProcessHandle> step = ProcessHandle.of(pid);
        if (step.isPresent()) {
            step.get().onExit().get(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void theFollowerGoesOnByItselfWhenTheOwnerIsKilled() throws Exception {
        Gate guest = Gate.in(here, "guest");
        try (ChildProgram owner = owner()) {
            LiveTerminal follower = LiveTerminal.type(here, "run", guest.file(), "--json");
            follower.awaitErr(guest.shown());
            owner.killAfter(0);

            follower.awaitErr("has ended; this process goes on with it");
            guest.open();
            Terminal.Answer answer = follower.end();
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.object()).containsEntry("status", "completed");
            assertThat(guest.ledger()).isEqualTo("quick gate");
        }
        assertThat(newest("own")).containsEntry("status", "interrupted");
    }

    @Test
    void theFollowerGoesOnByItselfWhenTheOwnerIsInterrupted() throws Exception {
        Gate guest = Gate.in(here, "guest");
        try (ChildProgram owner = owner()) {
            LiveTerminal follower = LiveTerminal.type(here, "run", guest.file());
            follower.awaitErr(guest.shown());
            owner.signal("INT");

            assertThat(owner.awaitExit()).as(owner.err()).isEqualTo(130);
            follower.awaitErr("has ended; this process goes on with it");
            guest.open();
            assertThat(follower.end().code()).isZero();
            assertThat(guest.ledger()).isEqualTo("quick gate");
        }
        assertThat(newest("own")).containsEntry("status", "paused");
    }

    @Test
    void anInterruptedFollowerSuspendsItsOwnExecutionAndNothingElse() throws Exception {
        Gate guest = Gate.in(here, "guest");
        LiveTerminal owner = LiveTerminal.type(here, "run", gate.file());
        owner.awaitErr(gate.shown());
        try (ChildProgram follower = ChildProgram.start(directory, "run", guest.file(), "--json")) {
            follower.awaitLine(guest.shown());
            follower.signal("INT");

            assertThat(follower.awaitExit()).as(follower.err()).isEqualTo(130);
            assertThat(follower.err())
                    .contains("orchestrate resume " + newest("guest").get("execution_id"));
        }
        assertThat(ChildProgram.out(directory)).contains("\"status\": \"paused\"");
        assertThat(newest("guest")).containsEntry("status", "paused");
        assertThatTheStepIsGone("guest");
        gate.open();
        assertThat(owner.end().code()).isZero();
    }

    @Test
    void anInterruptedFollowerOfWhatHasNotBegunEndsAndSaysWhyItWasNotSuspended() throws Exception {
        here.write("keyed.yaml", """
                name: keyed
                concurrency: {limit: 1}
                steps:
                  - {name: gate, action: human.approve, parameters: {message: go?}}
                """);
        LiveTerminal owner = LiveTerminal.type(here, "run", "keyed.yaml");
        owner.awaitErr("orchestrate approve");
        String first = (String) newest("keyed").get("execution_id");
        try (ChildProgram follower = ChildProgram.start(directory, "run", "keyed.yaml")) {
            follower.awaitLine("pending: ");
            follower.signal("INT");

            assertThat(follower.awaitExit()).as(follower.err()).isEqualTo(130);
            assertThat(follower.err()).contains("waits for its key or for room in its session; cancel it");
        }
        String second = (String) newest("keyed").get("execution_id");
        assertThat(newest("keyed")).containsEntry("status", "pending");
        assertThat(here.type("cancel", second).code()).isZero();
        assertThat(here.type("approve", first, "gate").code()).isZero();
        assertThat(owner.end().code()).isZero();
    }

    /** The lock of a stopped process stays locked, so that it cannot wake up beside another owner. */
    @Test
    void aStoppedOwnerKeepsItsStoreUntilItIsEndedAndWritesNothingAfterThat() throws Exception {
        try (ChildProgram owner = owner()) {
            owner.signal("STOP");
            assertThat(here.type("run", gate.file(), "--own").code()).isEqualTo(2);
            assertThat(here.type("store", "takeover").err()).contains("--yes");

            Terminal.Answer taken = here.type("store", "takeover", "--yes", "--json");
            owner.signal("CONT");

            assertThat(taken.code()).as(taken.err()).isZero();
            assertThat(taken.object()).containsEntry("epoch", 2L).containsEntry("store", store());
            assertThat(taken.object().get("interrupted"))
                    .isEqualTo(List.of(newest("own").get("execution_id")));
            assertThat(owner.awaitExit()).isNotZero();
            assertThatTheStepIsGone("own");
            assertThat(epochs()).isSorted();
        }
        String id = (String) newest("own").get("execution_id");
        LiveTerminal resumed = LiveTerminal.type(here, "resume", id);
        gate.open();
        assertThat(resumed.end().code()).isZero();
        assertThat(gate.ledger()).isEqualTo("quick gate");
    }

    @Test
    void whatIsWithdrawnBeforeItsOwnerHasItInHandIsNeverBegun() throws Exception {
        Gate guest = Gate.in(here, "guest");
        try (ChildProgram owner = owner();
                ChildProgram follower = askedWhileStopped(owner, guest)) {
            follower.signal("INT");
            assertThat(follower.awaitExit()).as(follower.err()).isEqualTo(130);
            assertThat(follower.err()).contains("it was withdrawn: nothing was begun");

            owner.signal("CONT");
            gate.open();
            assertThat(owner.awaitExit()).isZero();
        }
        assertThat(here.type("list", "--json").list()).hasSize(1);
    }

    private ChildProgram askedWhileStopped(ChildProgram owner, Gate guest) throws Exception {
        owner.signal("STOP");
        ChildProgram follower = ChildProgram.start(directory, "run", guest.file());
        follower.awaitLine("is asked to run");
        return follower;
    }

    /** Which of the two is faster is left to chance; nothing is lost either way. */
    @Test
    void whoFollowedAnOwnerThatIsEndedGoesOnWhoeverTakesTheStore() throws Exception {
        Gate guest = Gate.in(here, "guest");
        try (ChildProgram owner = owner()) {
            LiveTerminal follower = LiveTerminal.type(here, "run", guest.file(), "--json");
            follower.awaitErr(guest.shown());
            owner.signal("STOP");

            Terminal.Answer taken = here.type("store", "takeover", "--yes", "--json");
            assertThat(taken.code()).as(taken.err()).isZero();
            assertThat(taken.object().get("owner_pid"))
                    .isIn(null, ProcessHandle.current().pid());

            guest.open();
            Terminal.Answer answer = follower.end();
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(guest.ledger()).isEqualTo("quick gate");
        }
    }

    private String store() throws Exception {
        return directory.toRealPath().resolve(".orchestration/state.db").toString();
    }

    /** Of all commits, in the order in which they were made: within an execution, and of the engine itself. */
    private List<Long> epochs() throws Exception {
        List<Long> epochs = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "select epoch from journal where execution <> 'engine' order by commit_no")) {
            while (row.next()) {
                epochs.add(row.getLong(1));
            }
        }
        return epochs;
    }

    @Test
    @Timeout(3_600)
    void whateverOwnerIsKilledEveryRunThatWasTypedIsCarriedOutOnce() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("HandOverProcessTest: seed " + seed);
        Random random = new Random(seed);
        for (int kill = 0; kill < KILLS; kill++) {
            Terminal place = Terminal.in(Files.createDirectory(directory.resolve("kill-" + kill)));
            killedWhileOthersType(place, random);
        }
    }

    private static void killedWhileOthersType(Terminal place, Random random) throws Exception {
        Gate gate = Gate.in(place, "own");
        place.write("mark.yaml", """
                name: mark
                parameters: {n: {type: integer}}
                steps:
                  - {name: one, action: shell.run, parameters: {command: "echo one-{{n}} >> ledger; sleep 0.02"}}
                  - {name: two, action: shell.run, dependencies: [one], parameters: {command: "echo two-{{n}} >> ledger"}}
                """);
        List<LiveTerminal> guests = new ArrayList<>();
        try (ChildProgram owner = ChildProgram.start(place.directory(), "run", gate.file())) {
            owner.awaitLine(gate.shown());
            for (int guest = 0; guest < GUESTS; guest++) {
                guests.add(LiveTerminal.type(place, "run", "mark.yaml", "-p", "n=" + guest, "--json"));
            }
            owner.killAfter(random.nextInt(600));
        }
        for (LiveTerminal guest : guests) {
            Terminal.Answer answer = guest.end();
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.object()).containsEntry("status", "completed");
        }
        assertThat(place.type("list", "--json", "--workflow", "mark").list()).hasSize(GUESTS);
        List<String> ledger = Files.readAllLines(place.directory().resolve("ledger"));
        for (int guest = 0; guest < GUESTS; guest++) {
            String last = "two-" + guest;
            assertThat(ledger.stream().filter(last::equals).count()).as(last).isBetween(1L, 2L);
        }
    }
}
