package dev.orchestration.docs.report;

import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Activation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What happened to one step, the last of it in detail. Confined to one thread. */
final class StepHistory {
    private final Deque<Stint> stints = new ArrayDeque<>();
    private int forgotten;

    /** Since when an attempt or a wait goes on; null if none does. */
    private @Nullable Long open;

    private Stint.Kind openKind = Stint.Kind.RUN;
    private String openLabel = "";

    /** Since when it backs off; null if it does not. */
    private @Nullable Long backoff;

    private @Nullable Long settled;
    private @Nullable Long firstStart;
    private @Nullable Object output;
    private @Nullable Failure error;
    private @Nullable String log;
    private String skipped = "";

    void begin(Stint.Kind kind, long at, String label) {
        Long since = backoff;
        if (since != null) {
            add(new Stint(Stint.Kind.BACKOFF, since, at, "before the next attempt"));
            backoff = null;
        }
        firstStart = firstStart == null ? (Long) at : firstStart;
        open = at;
        openKind = kind;
        openLabel = label;
        settled = null;
    }

    /** What had begun has ended; with several items at once the label tells which. */
    void end(Stint stint) {
        add(stint);
        open = null;
    }

    /** What has ended last took its output from another execution. */
    void cached(String origin) {
        Stint last = stints.pollLast();
        if (last != null) {
            stints.addLast(new Stint(last.kind(), last.from(), last.to(), last.label() + ", cached from " + origin));
        }
    }

    void backsOff(long at) {
        backoff = at;
    }

    void settle(long at) {
        settled = at;
    }

    void result(@Nullable Object value, @Nullable Failure failure, @Nullable String file) {
        output = value;
        error = failure;
        log = file == null ? log : file;
    }

    void noted(String file) {
        log = file;
    }

    void skip(long at, String reason) {
        skipped = reason;
        settled = at;
    }

    private void add(Stint stint) {
        stints.addLast(stint);
        if (stints.size() > Caps.STINTS) {
            stints.removeFirst();
            forgotten++;
        }
    }

    /** What is known, in order; what goes on is the last. */
    List<Stint> stints() {
        List<Stint> all = new ArrayList<>(stints);
        Long since = open;
        if (since != null) {
            all.add(new Stint(openKind, since, null, openLabel));
        }
        Long waits = backoff;
        if (waits != null) {
            all.add(new Stint(Stint.Kind.BACKOFF, waits, null, "before the next attempt"));
        }
        return all;
    }

    /** How many earlier stints are not among {@link #stints}. */
    int forgotten() {
        return forgotten;
    }

    /** When what depends on it could go on; null if it did not. */
    @Nullable
    Long settled() {
        return settled;
    }

    /** When it first began; null if it did not. */
    @Nullable
    Long firstStart() {
        return firstStart;
    }

    /** JSON, or a {@link dev.orchestration.state.LargeOutput} that was not read. */
    @Nullable
    Object output() {
        return output;
    }

    @Nullable
    Failure error() {
        return error;
    }

    /** The last attempt's log, relative to the log folder. */
    @Nullable
    String log() {
        return log;
    }

    /** Why it was skipped, or empty. */
    String skipped() {
        return skipped;
    }

    static String attempt(Activation activation, int attempt) {
        String which = activation.item() == Activation.NO_ITEM ? "" : "[" + activation.item() + "] ";
        return which + "attempt " + attempt + (activation.n() == 1 ? "" : " (time " + activation.n() + ")");
    }
}
