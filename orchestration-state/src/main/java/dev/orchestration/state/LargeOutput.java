package dev.orchestration.state;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.lang.ref.SoftReference;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An output that is too large to stand in an event. Its JSON text is kept elsewhere, named by the digest of its UTF-8
 * bytes, and is read when somebody asks for the value. Two are equal if their digests are. Thread-safe.
 */
public final class LargeOutput {
    /** Where the text is. Thread-safe. */
    @FunctionalInterface
    public interface Source {
        /**
         * The whole text.
         *
         * @throws OrchestrationException ({@code OUTPUT_LOST}) if it is not there any more, or is another one
         */
        String read(LargeOutput output);

        /** As {@link LargeOutput#hold}. */
        default boolean hold(LargeOutput output) {
            return true;
        }
    }

    /** For events that are read without their store. */
    public static final Source NOWHERE = output -> {
        throw new OrchestrationException(
                ErrorCode.OUTPUT_LOST, "the output " + output.digest() + " was read without the store that keeps it");
    };

    private final String digest;
    private final long bytes;
    private final Source source;

    /** What was read stays as long as there is memory: the dependants of one step all ask for the same. */
    @GuardedBy("this")
    private SoftReference<Object> read = new SoftReference<>(null);

    /**
     * @param digest {@code sha256:} and the hexadecimal digest of the text
     * @param bytes how many the text has in UTF-8
     */
    public LargeOutput(String digest, long bytes, Source source) {
        this.digest = digest;
        this.bytes = bytes;
        this.source = source;
    }

    /** Keeps the text in memory, for as long as somebody knows of the output. */
    public static LargeOutput held(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return new LargeOutput(Digests.sha256(text), text.length, output -> new String(text, StandardCharsets.UTF_8));
    }

    /** What {@code output} means: the value of a large one, a list with the values of large ones, any other as it is. */
    public static @Nullable Object valueOf(@Nullable Object output) {
        if (output instanceof OutputList list) {
            return list.values();
        }
        return output instanceof LargeOutput large ? large.value() : output;
    }

    /** Whether {@link #valueOf} may have to read for its answer. */
    public static boolean isElsewhere(@Nullable Object output) {
        return output instanceof LargeOutput || output instanceof OutputList;
    }

    public String digest() {
        return digest;
    }

    public long bytes() {
        return bytes;
    }

    /** Who reads it. */
    public Source source() {
        return source;
    }

    /**
     * Keeps the text from being removed before whoever calls this has recorded that somebody else needs it, too; that has to
     * happen within an hour.
     *
     * @return false if it has been removed
     */
    public boolean hold() {
        return source.hold(this);
    }

    /** Its JSON text. */
    public String text() {
        return source.read(this);
    }

    /**
     * The value, in the types of {@link Json}.
     *
     * @throws OrchestrationException ({@code OUTPUT_LOST}) if it cannot be read any more
     */
    public synchronized @Nullable Object value() {
        Object known = read.get();
        if (known == null) {
            known = Json.read(text());
            read = new SoftReference<>(known);
        }
        return known;
    }

    /** Its name and size, as events have them. */
    public Map<String, Object> toMap() {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("digest", digest);
        map.put("bytes", bytes);
        return map;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LargeOutput large && digest.equals(large.digest);
    }

    @Override
    public int hashCode() {
        return digest.hashCode();
    }

    @Override
    public String toString() {
        return digest + " (" + bytes + " bytes)";
    }
}
