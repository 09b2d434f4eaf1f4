package dev.orchestration.store;

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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folder of outputs that are too large for an event: one file each, named by the digest of its content, never changed.
 * A file is on the disk, name and all, before {@link #keep} returns, so that an event that names it cannot be there without
 * it. What a crash leaves between file and event is named by no event. Thread-safe.
 *
 * @param folder is made when there is something to keep
 */
record OutputFiles(Path folder) implements OutputKeeper {
    private static final Pattern NAME = Pattern.compile("([0-9a-f]{64})\\.json");

    @Override
    public LargeOutput keep(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        LargeOutput output = new LargeOutput(Digests.sha256(text), text.length, this);
        try {
            DurableFile.createFolder(folder);
            DurableFile.write(file(output.digest()), text);
            return output;
        } catch (IOException e) {
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "cannot keep an output of " + text.length + " bytes in " + folder + ": " + e
                            + "; free some space, or make the folder writable for this user",
                    e);
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
