package dev.orchestration.store;

import dev.orchestration.store.postgres.PostgresAddress;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a store is: in a SQLite file, or in a PostgreSQL database. Its text can be shown to anybody: it holds no password.
 * Immutable.
 */
public final class StoreAddress {
    private final @Nullable Path file;
    private final @Nullable PostgresAddress database;
    private final @Nullable Path logs;

    private StoreAddress(@Nullable Path file, @Nullable PostgresAddress database, @Nullable Path logs) {
        this.file = file;
        this.database = database;
        this.logs = logs;
    }

    /** The store in a SQLite file. */
    public static StoreAddress of(Path file) {
        return new StoreAddress(file, null, null);
    }

    /** Whether {@code text} is to be read with {@link #database} rather than as the name of a file. */
    public static boolean isDatabase(String text) {
        return PostgresAddress.isOne(text);
    }

    /**
     * The store in the PostgreSQL database {@code jdbc:postgresql://[USER[:PASSWORD]@]HOST[:PORT]/DATABASE[?SETTING=VALUE&…]}.
     * What processes print is kept on this machine, in a folder below {@code XDG_STATE_HOME}, else below
     * {@code ~/.local/state}.
     *
     * @param environment variables of the process: {@code PGUSER} and {@code PGPASSWORD} stand in for what the text does
     *     not say
     * @throws dev.orchestration.state.OrchestrationException ({@code BAD_PARAMETERS}) if it is no such address
     */
    public static StoreAddress database(String text, Map<String, String> environment) {
        PostgresAddress address = PostgresAddress.parse(text, environment);
        String said = environment.getOrDefault("XDG_STATE_HOME", "");
        Path state = said.startsWith("/") ? Path.of(said) : Path.of(System.getProperty("user.home"), ".local", "state");
        return new StoreAddress(null, address, state.resolve("orchestration").resolve(address.folderName() + ".logs"));
    }

    /** Whether {@code text}, which {@link #isDatabase}, gives a password away to whoever sees it. */
    public static boolean tellsPassword(String text) {
        return PostgresAddress.tellsPassword(text);
    }

    /** The same database, with the output of processes in {@code folder}. A file has its logs beside it. */
    public StoreAddress withLogs(Path folder) {
        return new StoreAddress(file, database, folder);
    }

    /** The SQLite file, null for a database. */
    public @Nullable Path file() {
        return file;
    }

    @Nullable
    PostgresAddress postgres() {
        return database;
    }

    /** The folder of a database's logs. */
    Path logs() {
        return Objects.requireNonNull(logs, "a file has its logs beside it");
    }

    @Override
    public String toString() {
        return database == null ? String.valueOf(file) : database.name();
    }
}
