package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt in hand that may give signs of life. What is public may be called from any thread; the rest is confined to the
 * loop.
 */
abstract class Living extends InHand {
    private @Nullable JsonValue toldBefore;
    /** Made with the first sign, as few attempts give any. */
    private volatile @Nullable Heartbeat heartbeat;

    private @Nullable Timer watch;

    Living(int row) {
        super(row);
    }

    /** What an attempt of this activation before this one told last of its progress. */
    public final Optional<JsonValue> toldBefore() {
        return Optional.ofNullable(toldBefore);
    }

    /** It lives, at {@code nanos} of the monotonic clock. */
    public final void beat(long nanos) {
        heartbeat().beat(nanos);
    }

    /** It lives and has got so far. */
    public final void beat(long nanos, JsonValue details) {
        if (heartbeat().beat(nanos, details)) {
            askToRecord();
        }
    }

    private Heartbeat heartbeat() {
        Heartbeat known = heartbeat;
        return known == null ? firstHeartbeat() : known;
    }

    private synchronized Heartbeat firstHeartbeat() {
        Heartbeat known = heartbeat;
        if (known == null) {
            known = new Heartbeat();
            heartbeat = known;
        }
        return known;
    }

    /** Lets the loop take what was told and is not recorded. */
    abstract void askToRecord();

    /** Before it is handed out. */
    final void toldBefore(@Nullable Object details) {
        toldBefore = details == null ? null : new JsonValue(details);
    }

    /** What was told last and is not recorded yet; the loop records it now. */
    final @Nullable JsonValue takeUnrecorded(long nanos) {
        Heartbeat known = heartbeat;
        return known == null ? null : known.takeUnrecorded(nanos);
    }

    /**
     * How long there was no sign of life, in nanoseconds.
     *
     * @param sinceItsBeginning the answer if there was none at all
     */
    final long silence(long nanos, long sinceItsBeginning) {
        Heartbeat known = heartbeat;
        return known == null ? sinceItsBeginning : known.silence(nanos);
    }

    /** What looks for its signs of life, null if nothing does. */
    final @Nullable Timer watch() {
        return watch;
    }

    final void watchedBy(Timer timer) {
        watch = timer;
    }
}
