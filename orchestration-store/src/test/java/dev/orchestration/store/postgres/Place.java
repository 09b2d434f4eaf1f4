package dev.orchestration.store.postgres;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.event.EventSamples;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A place for one store on the test server, and who opens it. */
record Place(String url, Path logs) {
    static Place empty(Path logs) {
        return new Place(PostgresServer.emptyPlace(), logs);
    }

    /** As a host opens it. */
    Store own() {
        return Stores.own(address(), Clock.system(), IdSource.random());
    }

    Store look() {
        return Stores.look(address());
    }

    StoreAddress address() {
        return StoreAddress.database(url, Map.of()).withLogs(logs);
    }

    /** As a process on another machine owns it, whose end nobody here can see. */
    Store ownFromAfar(Clock clock, Pulse pulse, PostgresDriver driver) {
        Owner self = new Owner(IdSource.random().next(), 0, "afar", "its boot", 7, 8, EventSamples.T0, null);
        PostgresConnections connections = new PostgresConnections(PostgresAddress.parse(url, Map.of()), driver);
        return PostgresStores.own(connections, new PostgresSetting(clock, owner -> false, logs, pulse, true), self);
    }

    /** As this very process owns it, through a driver of the test's. */
    Store ownHere(PostgresDriver driver) {
        ProcessHandle process = ProcessHandle.current();
        Owner self = new Owner(IdSource.random().next(), 0, "here", "boot", process.pid(), 1, EventSamples.T0, null);
        PostgresConnections connections = new PostgresConnections(PostgresAddress.parse(url, Map.of()), driver);
        PostgresSetting setting = new PostgresSetting(Clock.system(), owner -> false, logs, new HandPulse(), true);
        return PostgresStores.own(connections, setting, self);
    }

    Connection shell() throws SQLException {
        return PostgresServer.shell(url);
    }

    List<String> ask(String sql) throws SQLException {
        return PostgresServer.ask(url, sql);
    }

    void change(String sql) {
        PostgresServer.change(url, sql);
    }

    /** Makes the last heartbeat older. */
    void age(int seconds) {
        change("update owner set heartbeat_at = heartbeat_at - interval '" + seconds + " seconds'"
                + " where epoch = (select max(epoch) from owner)");
    }

    /** Ends the session that the owner writes through, and waits until it is gone. */
    void cutOwner() throws SQLException {
        PostgresServer.endSession(Long.parseLong(
                ask("select session from owner order by epoch desc limit 1").get(0)));
    }
}
