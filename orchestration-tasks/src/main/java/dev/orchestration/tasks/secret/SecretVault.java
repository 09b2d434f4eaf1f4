package dev.orchestration.tasks.secret;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The secrets of one engine. A value is asked for anew at each use, so that a changed one is found; whatever was given out
 * once is hidden by {@link #masks()} from before it is given out until the engine ends. Thread-safe.
 */
public final class SecretVault {
    /** A shorter secret is refused: hiding it would hide what is none. Unit: characters. */
    public static final int SHORTEST = 8;

    /** Unit: bytes of UTF-8. */
    public static final int LONGEST = 16 << 10;

    /** So many values of one secret stay hidden as it changes: the last ones. */
    private static final int VALUES_KEPT = 16;

    private static final int MOST = 1_000;

    private final SecretSource source;
    private final Masks masks = new Masks();

    @GuardedBy("this")
    private final Map<String, Deque<String>> known = new LinkedHashMap<>();

    public SecretVault(SecretSource source) {
        this.source = source;
    }

    /** One without secrets, for engines in memory that run no definitions of others. */
    public static SecretVault empty() {
        return new SecretVault(name -> {
            throw refused("there is no secret " + name + ": this engine was set up without secrets");
        });
    }

    /**
     * The value of a secret, which is hidden from now on.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if there is none, or it is too short to be hidden, too long,
     *     or blank; never tells the value
     */
    public String use(String name) {
        String value = source.value(name);
        check(name, value);
        remember(name, value);
        return value;
    }

    /**
     * Whether {@link #use} would give a value now, without using it.
     *
     * @throws OrchestrationException as {@link #use}
     */
    public void check(String name) {
        check(name, source.value(name));
    }

    /** What hides every value that was given out. */
    public Masks masks() {
        return masks;
    }

    private static void check(String name, String value) {
        int length = value.strip().length();
        if (length < SHORTEST) {
            throw refused("the secret " + name + " has " + length + " characters; one of less than " + SHORTEST
                    + " cannot be hidden safely in logs and outputs, so it is refused");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
            throw refused("the secret " + name + " is longer than " + LONGEST + " bytes");
        }
    }

    private synchronized void remember(String name, String value) {
        Deque<String> values = known.get(name);
        if (values == null) {
            if (known.size() >= MOST) {
                throw refused("the secret " + name + " is one more than the " + MOST + " that an engine may use");
            }
            values = new ArrayDeque<>();
            known.put(name, values);
        }
        if (values.contains(value)) {
            return;
        }
        values.addLast(value);
        if (values.size() > VALUES_KEPT) {
            values.removeFirst();
        }
        List<byte[]> forms = new ArrayList<>();
        known.values().forEach(all -> all.forEach(each -> forms.addAll(SecretForms.of(each))));
        masks.hide(forms);
    }

    private static OrchestrationException refused(String message) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, message);
    }
}
