package dev.orchestration.app;

import dev.orchestration.store.postgres.PostgresServer;
import java.nio.file.Path;
import java.util.Map;

/** Two terminals whose store is a database. */
class TwoTerminalsOnPostgresTest extends TwoTerminalsTest {
    @Override
    protected Terminal terminal(Path directory) {
        return new Terminal(
                directory,
                Map.of(
                        StoreLocation.VARIABLE,
                        PostgresServer.emptyDatabase(""),
                        "XDG_STATE_HOME",
                        directory.resolve("state").toString()));
    }
}
