package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.event.Event;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.postgres.PostgresServer;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of work that was handed over before a store in a database when its owner ends, in whatever way. */
@Timeout(120)
class PostgresHandOverTest {
    private static final String NOOP = "{name: w, steps: [{name: a, action: core.noop}]}";

    @TempDir
    Path directory;

    private Terminal here;
    private String store;

    @BeforeEach
    void aDatabase() {
        store = PostgresServer.emptyDatabase("");
        String state = directory.resolve("state").toString();
        here = new Terminal(directory, Map.of(StoreLocation.VARIABLE, store, "XDG_STATE_HOME", state));
        here.write("w.yaml", NOOP);
    }

    @Test
    @Tag("child-jvm")
    void theFollowerGoesOnByItselfWhenTheOwnerIsKilled() throws Exception {
        Gate own = Gate.in(here, "own");
        Gate guest = Gate.in(here, "guest");
        try (ChildProgram owner = ChildProgram.start(here, "run", own.file())) {
            owner.awaitLine(own.shown());
            LiveTerminal follower = LiveTerminal.type(here, "run", guest.file(), "--json");
            follower.awaitErr(guest.shown());
            owner.killAfter(0);

            follower.awaitErr("has ended; this process goes on with it");
            guest.open();
            Terminal.Answer answer = follower.end();
            assertThat(answer.code()).as(answer.err()).isZero();
            assertThat(answer.object()).containsEntry("status", "completed");
            assertThat(guest.ledger()).containsOnlyOnce("quick").endsWith("gate");
        }
        List<Map<String, Object>> left =
                here.type("list", "--json", "--workflow", "own").list();
        assertThat(left.get(0)).containsEntry("status", "interrupted");
    }

    /** It may run on another machine, where nobody here can see whether it runs. */
    @Test
    void whoeverSentCarriesItOutHimselfWhenTheHeartOfTheOwnerStandsStill() throws Exception {
        try (OrchestrationEngine engine = engine()) {
            assertThat(engine.store().owner().epoch()).isEqualTo(1);
        }
        PostgresServer.change(
                store,
                "insert into owner (epoch, uuid, host, boot_id, pid, pid_start, since, heartbeat_at, session)"
                        + " select 2, 'u2', 'afar', 'its boot', 7, 8, since, clock_timestamp() + interval '1 hour', 0"
                        + " from owner");
        LiveTerminal sender = LiveTerminal.type(here, "run", "w.yaml", "--json");
        sender.awaitErr("process 7 on afar owns the store and is asked to run");
        sender.awaitErr("has not answered yet; if it is stopped or its machine has failed, this process takes");
        assertThat(PostgresServer.ask(store, "select command ->> 'verb' from commands"))
                .containsExactly("run");
        PostgresServer.change(store, "update owner set heartbeat_at = heartbeat_at - interval '2 hours'");

        Terminal.Answer answer = sender.end();
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.object()).containsEntry("status", "completed");
        assertThat(PostgresServer.ask(store, "select * from commands")).isEmpty();
        assertThat(PostgresServer.ask(store, "select max(epoch) from owner")).containsExactly("3");
    }

    @Test
    void ofTwoFirstRunsAtOnceOneIsTheOwnerAndCarriesOutBoth() throws Exception {
        List<LiveTerminal> both =
                List.of(LiveTerminal.type(here, "run", "w.yaml"), LiveTerminal.type(here, "run", "w.yaml"));
        for (LiveTerminal each : both) {
            Terminal.Answer answer = each.end();
            assertThat(answer.code()).as(answer.err()).isZero();
        }
        assertThat(here.type("list", "--json", "--status", "completed").list()).hasSize(2);
    }

    @Test
    void allThatWasLeftBehindIsHandedOverToALivingOwner() throws Exception {
        Gate one = Gate.in(here, "one");
        Gate two = Gate.in(here, "two");
        List<String> ids = leftBehind(one, two);
        Gate own = Gate.in(here, "own");
        LiveTerminal owner = LiveTerminal.type(here, "run", own.file());
        owner.awaitErr(own.shown());

        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        all.awaitErr("goes on with 2 executions");
        two.open();
        one.open();

        Terminal.Answer told = all.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.list()).extracting(row -> row.get("execution_id")).isEqualTo(ids);
        assertThat(told.err()).contains("owns the store and is asked to resume");
        own.open();
        assertThat(owner.end().code()).isZero();
    }

    /** What a person at the terminal has to do is another thing than with a file, and he is told what. */
    @Test
    void takeoverIsForFilesAndSaysHowADatabaseIsTakenOver() {
        here.type("run", "w.yaml");
        Terminal.Answer refused = here.type("store", "takeover", "--yes");
        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err())
                .contains("is a database")
                .contains("15 s after its last heartbeat")
                .contains("update owner set fenced_at = now() where ended_at is null");
    }

    private OrchestrationEngine engine() {
        return OrchestrationEngine.builder()
                .store(StoreAddress.database(store, here.environment()))
                .directory(new WorkingDirectory(directory, List.of()))
                .leaveRecordedTasks()
                .build();
    }

    /** An engine ends while these wait at their gates; gives their ids. */
    private List<String> leftBehind(Gate... gates) throws Exception {
        CountDownLatch atTheGate = new CountDownLatch(gates.length);
        try (OrchestrationEngine engine = engine()) {
            engine.listen((execution, events) -> events.stream()
                    .filter(event -> event instanceof Event.AttemptStarted started
                            && started.activation().node() == 1)
                    .forEach(event -> atTheGate.countDown()));
            List<String> ids = new ArrayList<>();
            for (Gate gate : gates) {
                var definition = engine.workflowManager().loadWorkflow(directory.resolve(gate.file()));
                var launch = engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
                ids.add(engine.workflowManager()
                        .executeWorkflow(definition, Map.of(), launch)
                        .id()
                        .value());
            }
            atTheGate.await();
            return ids;
        }
    }
}
