package dev.orchestration.app;

import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.store.StoreAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where the state is.
 *
 * @param address null for a store in memory; a file is absolute
 * @param shown how to name it to people
 * @param option what further commands need to find it: {@code --store …} with a leading space where it was given so
 */
record StoreLocation(@Nullable StoreAddress address, String shown, String option) {
    static final String VARIABLE = "ORCHESTRATION_STORE";
    private static final String MEMORY = "memory";
    private static final String FOLDER = ".orchestration";
    private static final String NAME = "state.db";

    /** What the option says, else the environment, else a file of settings, else the nearest store at or above the current directory. */
    static StoreLocation of(Arguments arguments) {
        String given = arguments.text(SharedOptions.STORE);
        if (given != null) {
            if (StoreAddress.isDatabase(given) && StoreAddress.tellsPassword(given)) {
                throw new UsageException(
                        SharedOptions.STORE + " must not hold a password, which others would see in the list"
                                + " of processes; give it in PGPASSWORD, ~/.pgpass or " + VARIABLE);
            }
            return named(given, " " + SharedOptions.STORE + " " + quoted(given), arguments);
        }
        Optional<String> said = arguments.configuration().text(ConfigurationKey.STORE);
        if (said.isPresent()) {
            return named(said.get(), "", arguments);
        }
        Path file = nearest(arguments.caller().directory());
        return new StoreLocation(StoreAddress.of(file), arguments.shown(file), "");
    }

    private static StoreLocation named(String name, String option, Arguments arguments) {
        if (name.isEmpty()) {
            throw new UsageException(SharedOptions.STORE
                    + " takes a file, the address of a database, or the word memory, not an empty text");
        }
        if (name.equals(MEMORY)) {
            return new StoreLocation(null, MEMORY, option);
        }
        if (StoreAddress.isDatabase(name)) {
            StoreAddress address =
                    StoreAddress.database(name, arguments.caller().environment());
            return new StoreLocation(address, address.toString(), option);
        }
        if (name.startsWith("jdbc:")) {
            throw new UsageException("a store is a file, or a PostgreSQL database: jdbc:postgresql://HOST/DATABASE");
        }
        Path file = arguments.path(name);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && !Files.isDirectory(folder)) {
            throw new UsageException("the store " + name + " would lie in the folder " + arguments.shown(folder)
                    + ", which does not exist; check the path, or create the folder");
        }
        return new StoreLocation(StoreAddress.of(file), arguments.shown(file), option);
    }

    private static Path nearest(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            Path file = at.resolve(FOLDER).resolve(NAME);
            if (Files.exists(file)) {
                return file;
            }
        }
        return directory.resolve(FOLDER).resolve(NAME);
    }

    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9_./:@%+=,-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** Whether there is a store to look at; of a database only opening it tells, so it counts as there. */
    boolean exists() {
        if (address == null) {
            return false;
        }
        Path file = file();
        return file == null || Files.exists(file);
    }

    /** The file of the store; null for one in memory or in a database. */
    @Nullable
    Path file() {
        return address == null ? null : address.file();
    }

    /**
     * The file of a store that is there.
     *
     * @param does what only a store in a file has, as in "{does} is for a store in a file"
     * @throws UsageException if there is none yet, or it is a database
     */
    Path existingFile(String does) {
        Path file = existing().file();
        if (file == null) {
            throw new UsageException("the store " + shown + " is a database; " + does + " is for a store in a file");
        }
        return file;
    }

    /**
     * A store that is there.
     *
     * @throws UsageException if there is none yet
     */
    StoreAddress existing() {
        if (address == null) {
            throw new UsageException("a store in memory ends with its command, so there is nothing to look at;"
                    + " name the file with " + SharedOptions.STORE);
        }
        if (!exists()) {
            throw new UsageException("no store here yet: " + shown + " does not exist;"
                    + " `orchestrate run` creates one, " + SharedOptions.STORE + " names another");
        }
        return address;
    }
}
