package dev.orchestration.store;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.store.internal.Readers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Copies a store as it is at one moment, while its owner may go on writing. The copy has its name only when it is whole and
 * on the disk.
 */
final class Backup {
    private final SqliteFile from;
    private final Readers readers;
    private final long now;

    /** @param now microseconds since 1970 */
    Backup(SqliteFile from, Readers readers, long now) {
        this.from = from;
        this.readers = readers;
        this.now = now;
    }

    /** @param target absolute; neither it nor its folders may exist */
    Copied to(Path target) {
        SqliteFile copy = new SqliteFile(target);
        refuseExisting(target, copy.logs(), copy.outputs().folder());
        Path unfinished = target.resolveSibling(target.getFileName() + DurableFile.UNFINISHED);
        try {
            Files.deleteIfExists(unfinished);
            // What is old and needed at the moment of the copy is needed now, too; afterwards an owner may remove it.
            Set<String> before = copyOutputs(readers.read(Backup::digests), copy.outputs(), true);
            readers.read(connection -> copyDatabase(connection, unfinished));
            List<String> digests = disown(new SqliteFile(unfinished));
            FileTotal outputs = complete(digests, before, copy.outputs());
            new FileTree(from.logs()).copyTo(copy.logs());
            DurableFile.sync(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
            DurableFile.sync(parent(target));
            return new Copied(target, Files.size(target), outputs, new FileTree(copy.logs()).total());
        } catch (IOException e) {
            throw failed(target, e.toString(), e);
        } catch (SQLException e) {
            throw failed(target, String.valueOf(e.getMessage()), e);
        }
    }

    private static void refuseExisting(Path... paths) {
        for (Path path : paths) {
            if (Files.exists(path)) {
                throw new OrchestrationException(
                        ErrorCode.BAD_PARAMETERS, path + " exists already; name a backup that is not there yet");
            }
        }
        if (!Files.isDirectory(parent(paths[0]))) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "there is no folder " + parent(paths[0]) + " for the backup; make it first");
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    /** Reads one snapshot; unlike a copy page by page it need not begin anew when somebody writes. */
    private static boolean copyDatabase(Connection connection, Path target) throws SQLException {
        try (PreparedStatement copy = connection.prepareStatement("vacuum into ?")) {
            copy.setString(1, target.toString());
            copy.execute();
            return true;
        }
    }

    /**
     * Nobody owns the copy: whoever opens it must not take the living owner of the original for one that fell, nor show as
     * running what only runs there.
     *
     * @return the digests of the outputs that the copy needs
     */
    private List<String> disown(SqliteFile copy) throws SQLException {
        try (Connection connection = copy.writer(Durability.DURABLE);
                PreparedStatement end =
                        connection.prepareStatement("update owner set ended_at = ? where ended_at is null")) {
            end.setString(1, Times.iso(now));
            end.executeUpdate();
            return digests(connection);
        }
    }

    private static List<String> digests(Connection connection) throws SQLException {
        List<String> digests = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select distinct digest from outputs order by digest")) {
            while (row.next()) {
                digests.add(row.getString(1));
            }
        }
        return digests;
    }

    /** @param before which ones are there already */
    private FileTotal complete(List<String> digests, Set<String> before, OutputFiles target) throws IOException {
        var unused = copyOutputs(
                digests.stream().filter(digest -> !before.contains(digest)).toList(), target, false);
        before.removeAll(digests);
        for (String surplus : before) {
            Files.deleteIfExists(target.file(surplus));
        }
        FileTotal total = FileTotal.NONE;
        for (String digest : digests) {
            total = total.plus(Files.size(target.file(digest)));
        }
        if (!digests.isEmpty()) {
            DurableFile.sync(target.folder());
        }
        return total;
    }

    /** @param passes whether one that is not there any more is passed over */
    private Set<String> copyOutputs(List<String> digests, OutputFiles target, boolean passes) throws IOException {
        Set<String> copied = new HashSet<>();
        for (String digest : digests) {
            DurableFile.createFolder(target.folder());
            Path copy = target.file(digest);
            try {
                Files.copy(from.outputs().file(digest), copy);
            } catch (NoSuchFileException e) {
                if (passes) {
                    continue;
                }
                throw e;
            }
            DurableFile.sync(copy);
            copied.add(digest);
        }
        return copied;
    }

    private OrchestrationException failed(Path target, String why, @Nullable Throwable cause) {
        return new OrchestrationException(
                ErrorCode.STORE_UNAVAILABLE,
                "cannot copy the store " + from.path() + " to " + target + ": " + why + "; what was copied is in "
                        + target.getFileName() + ".* beside it: remove that and try again",
                cause);
    }
}
