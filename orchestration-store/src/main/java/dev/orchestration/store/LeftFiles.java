package dev.orchestration.store;

import dev.orchestration.state.journal.OwnerAtWork;
import dev.orchestration.store.internal.Readers;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.List;
import java.util.OptionalLong;

/**
 * Removes the files beside a store that nothing in it names any more: large outputs, and the logs of executions that are gone.
 * An execution has logs after its first commit only, so a folder that was seen before nobody was found for it is nobody's.
 */
final class LeftFiles {
    /** After so many files it is asked again whether all that was decided is recorded: what is held may name a file. */
    private static final int FILES = 100;

    private final SqliteFile file;
    private final SqliteJournal journal;
    private final Readers readers;
    private final OwnerAtWork owner;

    LeftFiles(OwnedStore store, OwnerAtWork owner) {
        this.file = store.file();
        this.journal = store.writer();
        this.readers = store.readers();
        this.owner = owner;
    }

    /** @param youngFrom what was kept since then may be that of an event about to be recorded; see {@link OutputFiles#now} */
    FileTotal removeOutputs(long youngFrom) {
        FileTotal removed = FileTotal.NONE;
        int seen = 0;
        for (Path path : new FileTree(file.outputs().folder()).children()) {
            String digest = OutputFiles.digest(path);
            boolean ours = digest != null || path.toString().endsWith(DurableFile.UNFINISHED);
            if (seen++ % FILES == 0) {
                owner.apart(List.of(), none -> {});
            }
            if (ours && (digest == null || !isNeeded(digest))) {
                // While this process owns the store: the next owner may keep the same content.
                OptionalLong bytes = journal.whileOpen(() -> OutputFiles.removeUnlessYoung(path, youngFrom));
                removed = bytes.isPresent() ? removed.plus(bytes.getAsLong()) : removed;
            }
            owner.rest(0);
        }
        return removed;
    }

    /** Gives how many folders it removed. */
    long removeLogs() {
        long removed = 0;
        for (Path folder : new FileTree(file.logs()).children()) {
            if (!isThere("executions where id = ?", folder.getFileName().toString())) {
                new FileTree(folder).delete();
                removed++;
            }
            owner.rest(0);
        }
        return removed;
    }

    private boolean isNeeded(String digest) {
        return isThere("outputs where digest = ?", digest) || isThere("cache where digest = ?", digest);
    }

    private boolean isThere(String where, String name) {
        return readers.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement("select 1 from " + where)) {
                query.setString(1, name);
                try (ResultSet row = query.executeQuery()) {
                    return row.next();
                }
            }
        });
    }
}
