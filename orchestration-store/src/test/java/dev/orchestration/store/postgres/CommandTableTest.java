package dev.orchestration.store.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.command.CommandBoxContractTest;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.internal.Readers;
import dev.orchestration.store.postgres.live.PulseThread;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands in a table of a real server. */
@Timeout(120)
class CommandTableTest extends CommandBoxContractTest {
    /** So long that a hint which comes was the server's. */
    private static final int NEVER_MILLIS = (int) TimeUnit.HOURS.toMillis(1);

    @TempDir
    Path folder;

    private Place place;
    private Store owner;
    private Store viewer;

    @Override
    protected CommandBox open() {
        place = Place.empty(folder);
        owner = place.own();
        viewer = place.look();
        return viewer.commands();
    }

    @AfterEach
    void close() {
        viewer.close();
        owner.close();
    }

    /** Looks as an owner does, and tells what it could read. */
    private List<Command> look() {
        CommandBox box = owner.commands();
        return box.waiting().stream().flatMap(id -> box.take(id).stream()).toList();
    }

    private void put(String id, String json) {
        place.change("insert into commands (id, command) values ('" + id + "', '" + json.replace("'", "''") + "')");
    }

    private static String json(String id) {
        return new String(command(id).toBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void whatAViewerSendsTheOwnerReadsInTheOrderInWhichItCame() {
        List<Command> sent = new ArrayList<>();
        for (String id : List.of("c9", "c1", "c5", "a", "z")) {
            sent.add(command(id));
            viewer.commands().send(command(id));
        }
        assertThat(look()).containsExactlyElementsOf(sent);
        assertThat(owner.commands().remove("c5")).isTrue();
        viewer.commands().send(command("c5"));
        sent.add(sent.remove(2));
        assertThat(look()).containsExactlyElementsOf(sent);
    }

    @Test
    void whatIsNoCommandIsSetAsideAndTheOthersAreRead() throws Exception {
        viewer.commands().send(command("good"));
        put("text", "\"remember the milk\"");
        put("array", "[]");
        put("other", json("another-id"));
        put("NAME", json("name").replace("name", "NAME"));
        put("''; drop table commands --", json("name"));
        put("", "{}");
        put("huge", "{\"id\": \"" + "x".repeat(Command.MAX_BYTES) + "\"}");
        put("nul", "{\"id\": \"\\u0000\\ud800\"}");
        put("deep", "[".repeat(2_000) + "]".repeat(2_000));

        assertThat(look()).containsExactly(command("good"));
        assertThat(owner.commands().waiting()).containsExactly("good");
        assertThat(look()).containsExactly(command("good"));
        assertThat(place.ask("select count(*) from commands where fault is not null"))
                .containsExactly("9");
        assertThat(place.ask("select fault from commands where id = 'huge'"))
                .containsExactly("it is larger than 1048576 bytes");
    }

    @Test
    void whatWasSetAsideIsReadOnceItIsSentAsACommand() {
        put("c1", "{}");
        assertThat(look()).isEmpty();
        viewer.commands().send(command("c1"));
        assertThat(look()).containsExactly(command("c1"));
    }

    @Test
    void whoMayNotWriteIsToldSoAndCanLook() {
        String url = PostgresServer.emptyDatabase("");
        new Place(url, folder).own().close();
        PostgresServer.change(url, "create role looker login; grant select on all tables in schema public to looker");
        try (Store looker = new Place(url.replace("user=postgres", "user=looker"), folder).look()) {
            assertThat(looker.commands().waiting()).isEmpty();
            assertThatThrownBy(() -> looker.commands().send(command("c1")))
                    .isInstanceOfSatisfying(
                            OrchestrationException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                    .hasMessageContaining("cannot leave a command before the store")
                    .hasMessageContaining("grant it");
        }
    }

    @Test
    void aClosedStoreTakesNoMore() {
        CommandBox box = viewer.commands();
        box.send(command("c1"));
        viewer.close();
        assertThatThrownBy(() -> box.send(command("c2")))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CLOSED));
        assertThat(look()).containsExactly(command("c1"));
    }

    @Test
    void manyWhoSendAtOnceAreAllHeard() {
        List<Command> sent = Collections.synchronizedList(new ArrayList<>());
        java.util.stream.IntStream.range(0, 200).parallel().forEach(i -> {
            viewer.commands().send(command("c" + i));
            sent.add(command("c" + i));
        });
        assertThat(look()).containsExactlyInAnyOrderElementsOf(sent).hasSize(200);
    }

    /** The connection is lost at every call to the server in turn; nobody who uses the box notices. */
    @ParameterizedTest
    @EnumSource(CutDriver.Moment.class)
    void aConnectionThatIsLostBetweenAnyTwoStatementsLosesNoCommand(CutDriver.Moment moment) {
        int call = 0;
        CutDriver driver;
        do {
            driver = new CutDriver(++call, moment);
            place.change("truncate commands");
            play(driver, moment + " call " + call);
        } while (driver.hasCut());
        assertThat(call).isGreaterThan(12);
    }

    private void play(CutDriver driver, String when) {
        var connections = new PostgresConnections(PostgresAddress.parse(place.url(), Map.of()), driver);
        try (Readers readers = new Readers(connections);
                CommandTable box = new CommandTable(connections, readers, new HandPulse())) {
            box.send(command("c1"));
            box.send(command("c2"));
            assertThat(box.waiting()).as(when).containsExactly("c1", "c2");
            assertThat(box.take("c1")).as(when).contains(command("c1"));
            var unused = box.remove("c1");
            assertThat(box.take("c1")).as(when).isEmpty();
            put("bad", "{}");
            assertThat(box.take("bad")).as(when).isEmpty();
            assertThat(box.waiting()).as(when).containsExactly("c2");
        }
        assertThat(look()).as(when).containsExactly(command("c2"));
    }

    /** Until the server tells him again, whoever watches may have missed something; so that is a hint, too. */
    @Test
    void whoeverWatchesIsToldAgainAfterHisConnectionWasCut() throws Exception {
        Semaphore told = new Semaphore(0);
        var connections = new PostgresConnections(PostgresAddress.parse(place.url(), Map.of()), PostgresDriver.REAL);
        try (CommandBox.Watch watch =
                CommandWatch.begin(connections, PulseThread.pulse(), told::release, NEVER_MILLIS)) {
            assertThat(watch).isNotNull();
            for (int round = 0; round < 2; round++) {
                long session = listening();
                assertThat(told.tryAcquire(60, TimeUnit.SECONDS))
                        .as("the hint of the beginning")
                        .isTrue();
                told.drainPermits();
                viewer.commands().send(command("c" + round));
                assertThat(told.tryAcquire(60, TimeUnit.SECONDS))
                        .as("the server's hint")
                        .isTrue();
                PostgresServer.endSession(session);
            }
        }
        while (!listeners().isEmpty()) {
            Thread.onSpinWait();
        }
    }

    private long listening() throws Exception {
        List<String> found = listeners();
        while (found.isEmpty()) {
            Thread.onSpinWait();
            found = listeners();
        }
        return Long.parseLong(found.get(0));
    }

    private List<String> listeners() throws Exception {
        return place.ask("select pid from pg_stat_activity where query = 'listen ' || " + CommandTable.CHANNEL);
    }

    @Test
    void aWatchWaitsForAServerThatIsAway() throws Exception {
        Semaphore told = new Semaphore(0);
        Outage network = new Outage();
        network.begin();
        var connections = new PostgresConnections(PostgresAddress.parse(place.url(), Map.of()), network);
        HandPulse pulse = new HandPulse();
        CommandBox.Watch watch = CommandWatch.begin(connections, pulse, told::release, NEVER_MILLIS);
        pulse.beat();
        assertThat(told.availablePermits()).isZero();
        network.end();
        var hearing = java.util.concurrent.CompletableFuture.runAsync(pulse::beat);
        assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
        watch.close();
        hearing.join();
        assertThat(pulse.ended()).isTrue();
    }
}
