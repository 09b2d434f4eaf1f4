package dev.orchestration.tasks.secret;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hides secrets in texts, JSON and streams of bytes: each becomes {@code ***}. What is hidden is what the vault gave out
 * until now. Costs nothing as long as that is nothing. Thread-safe.
 */
public final class Masks {
    /** What is shown instead of a secret. */
    public static final String SHOWN = "***";

    /** Hides nothing, ever. */
    public static final Masks NONE = new Masks();

    private volatile @Nullable SecretPatterns patterns;

    Masks() {}

    void hide(List<byte[]> forms) {
        patterns = new SecretPatterns(forms);
    }

    @Nullable
    SecretPatterns patterns() {
        return patterns;
    }

    /** Whether nothing was given out yet. */
    public boolean hidesNothing() {
        return patterns == null;
    }

    /** A stream that hides secrets also where they come in several pieces. */
    public MaskedStream stream(MaskedStream.Sink sink) {
        return new MaskedStream(this, sink);
    }

    /** The text with secrets hidden. */
    public String text(String text) {
        return text(text, false);
    }

    /** As {@link #text(String)}, for one that was cut at its end, where the beginning of a secret may have been left. */
    public String cutText(String text) {
        return text(text, true);
    }

    private String text(String text, boolean cut) {
        if (patterns == null) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        MaskedStream stream = stream(out::write);
        stream.write(bytes, 0, bytes.length);
        if (cut) {
            stream.end();
        } else {
            stream.endWhole();
        }
        return stream.hasHidden() ? out.toString(StandardCharsets.UTF_8) : text;
    }

    /** Frozen JSON with secrets hidden in texts, keys and numbers; the same object where there are none. */
    public @Nullable Object json(@Nullable Object value) {
        return patterns == null ? value : hidden(value);
    }

    private @Nullable Object hidden(@Nullable Object value) {
        if (value instanceof String text) {
            return text(text);
        }
        if (value instanceof Number number) {
            String shown = number.toString();
            String text = text(shown);
            return text.equals(shown) ? value : text;
        }
        if (value instanceof Map<?, ?> map) {
            return map(map);
        }
        return value instanceof List<?> list ? list(list) : value;
    }

    private Object map(Map<?, ?> map) {
        Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
        boolean changed = false;
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = text(String.valueOf(entry.getKey()));
            Object value = hidden(entry.getValue());
            changed |= value != entry.getValue() || !key.equals(entry.getKey());
            copy.put(key, value);
        }
        return changed ? Collections.unmodifiableMap(copy) : map;
    }

    private Object list(List<?> list) {
        List<@Nullable Object> copy = new ArrayList<>(list.size());
        boolean changed = false;
        for (Object each : list) {
            Object value = hidden(each);
            changed |= value != each;
            copy.add(value);
        }
        return changed ? Collections.unmodifiableList(copy) : list;
    }
}
