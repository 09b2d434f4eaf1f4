package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.Digests;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.internal.OutputKeeper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of outputs that are too large for an event: one file each, named by the digest of its content, never changed.
 * A file is on the disk, name and all, before {@link #keep} returns, so that an event that names it cannot be there without
 * it. What a crash leaves between file and event is named by no event. Thread-safe.
 *
 * <p>A file that nothing names is removed while others keep the same content again. So whoever keeps, holds or removes a file
 * does that one after the other, and whoever is about to name one has made it young before; a young one is not removed.
 *
 * @param folder is made when there is something to keep
 */
record OutputFiles(Path folder) implements OutputKeeper {
    /** By file, how many just keep it; of the whole process, as two of one folder are the same. */
    private static final ConcurrentMap<Path, Integer> KEEPING = new ConcurrentHashMap<>();

    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.json");

    @Override
    public LargeOutput keep(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        LargeOutput output = new LargeOutput(Digests.sha256(text), text.length, this);
        Path file = file(output.digest());
        KEEPING.merge(file, 1, Integer::sum);
        try {
            DurableFile.createFolder(folder);
            DurableFile.write(file, text);
            return output;
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "cannot keep an output of " + text.length + " bytes in " + folder + ": " + e
                            + "; free some space, or make the folder writable for this user",
                    e);
        } finally {
            KEEPING.computeIfPresent(file, (same, keeping) -> keeping == 1 ? null : keeping - 1);
        }
    }

    @Override
    public boolean hold(LargeOutput output) {
        boolean[] there = new boolean[1];
        KEEPING.compute(file(output.digest()), (file, keeping) -> {
            there[0] = makeYoung(file);
            return keeping;
        });
        return there[0];
    }

    private static boolean makeYoung(Path file) {
        try {
            Files.setLastModifiedTime(file, FileTime.from(now(), TimeUnit.MICROSECONDS));
            return true;
        } catch (IOException e) {
            return Files.exists(file);
        }
    }

    /** By the clock of the machine, which is that of its files, in microseconds since 1970. */
    static long now() {
        return Clock.system().micros();
    }

    /**
     * Removes a file of the folder, unless somebody has kept or held it since.
     *
     * @param youngFrom {@link #now} of the oldest that stays
     * @return how many bytes it had; empty if it stays
     */
    static OptionalLong removeUnlessYoung(Path file, long youngFrom) {
        OptionalLong[] removed = {OptionalLong.empty()};
        KEEPING.compute(file, (same, keeping) -> {
            if (keeping == null) {
                removed[0] = removeIfOld(same, youngFrom);
            }
            return keeping;
        });
        return removed[0];
    }

    private static OptionalLong removeIfOld(Path file, long youngFrom) {
        try {
            if (Files.getLastModifiedTime(file).to(TimeUnit.MICROSECONDS) >= youngFrom) {
                return OptionalLong.empty();
            }
            long bytes = Files.size(file);
            Files.delete(file);
            return OptionalLong.of(bytes);
        } catch (IOException e) {
            return OptionalLong.empty(); // what cannot be removed is found again the next time
        }
    }

    @Override
    public String read(LargeOutput output) {
        Path file = file(output.digest());
        try {
            byte[] text = Files.readAllBytes(file);
            if (!Digests.sha256(text).equals(output.digest())) {
                throw lost(file, "is damaged: its content is not what its name says", null);
            }
            return new String(text, StandardCharsets.UTF_8);
        } catch (NoSuchFileException e) {
            throw lost(file, "is missing", e);
        } catch (IOException e) {
            throw lost(file, "cannot be read: " + e, e);
        }
    }

    private static OrchestrationException lost(Path file, String what, @Nullable IOException cause) {
        return new OrchestrationException(
                ErrorCode.OUTPUT_LOST,
                "the file " + file + ", which holds the output of a step, " + what
                        + "; put it back from a backup, or run the workflow again",
                cause);
    }

    Path file(String digest) {
        return folder.resolve(digest.substring(Digests.PREFIX.length()) + ".json");
    }

    /** The digest that a file of the folder is named by; null if it is none of ours. */
    static @Nullable String digest(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches() ? Digests.PREFIX + name.group(1) : null;
    }
}
