package dev.orchestration.docs.report;

import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Activation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What happened to one step or one element of it, the last of it in detail. Confined to one thread. */
final class StepHistory {
    /** Where is what one attempt printed; {@code file} relative to the log folder. */
    record Log(Activation activation, int attempt, String file) {}

    private record Open(long since, Stint.Kind kind, String label) {}

    private final Deque<Stint> stints = new ArrayDeque<>();
    private final Deque<Log> logs = new ArrayDeque<>();
    private int forgotten;

    /** By element, what goes on: an attempt or a wait. */
    private final Map<Integer, Open> open = new TreeMap<>();

    /** By element, since when it backs off. */
    private final Map<Integer, Long> backoff = new TreeMap<>();

    private @Nullable Long settled;
    private @Nullable Long firstStart;
    private int passes = 1;
    private @Nullable Object output;
    private @Nullable Failure error;
    private String skipped = "";

    void begin(Activation activation, Stint.Kind kind, long at, String label) {
        Long since = backoff.remove(activation.item());
        if (since != null) {
            add(new Stint(Stint.Kind.BACKOFF, since, at, between()));
        }
        firstStart = firstStart == null ? (Long) at : firstStart;
        open.put(activation.item(), new Open(at, kind, label));
        settled = null;
    }

    /** What had begun has ended; with several items at once the label tells which. */
    void end(Activation activation, Stint stint) {
        add(stint);
        open.remove(activation.item());
    }

    void backsOff(Activation activation, long at) {
        backoff.put(activation.item(), at);
    }

    /** Its {@code until} does not hold: it will run once more, after what may be an interval. */
    void repeats(Activation activation) {
        passes = Math.max(passes, activation.n() + 1);
    }

    /** What has ended last took its output from another execution. */
    void cached(String origin) {
        Stint last = stints.pollLast();
        if (last != null) {
            stints.addLast(new Stint(last.kind(), last.from(), last.to(), last.label() + ", cached from " + origin));
        }
    }

    void settle(long at) {
        settled = at;
    }

    void result(@Nullable Object value, @Nullable Failure failure) {
        output = value;
        error = failure;
    }

    void noted(Activation activation, int attempt, String file) {
        logs.removeIf(log -> log.file().equals(file));
        logs.addLast(new Log(activation, attempt, file));
        if (logs.size() > Caps.STINTS) {
            logs.removeFirst();
        }
    }

    void skip(long at, String reason) {
        skipped = reason;
        settled = at;
    }

    private String between() {
        return passes > 1 ? "before the next pass" : "before the next attempt";
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
        open.values().stream()
                .limit(Caps.STINTS)
                .forEach(each -> all.add(new Stint(each.kind(), each.since(), null, each.label())));
        backoff.values().stream()
                .limit(Caps.STINTS)
                .forEach(since -> all.add(new Stint(Stint.Kind.BACKOFF, since, null, between())));
        return all;
    }

    /** What its attempts printed as far as it is kept, the last one last. */
    List<Log> logs() {
        return List.copyOf(logs);
    }

    /** How many passes it took or takes, 1 without {@code until}. */
    int passes() {
        return passes;
    }

    /** How many earlier stints are not among {@link #stints}. */
    int forgotten() {
        return forgotten;
    }

    /** When what depends on it could go on; null if it did not. */
    @Nullable
    Long settled() {
        return open.isEmpty() && backoff.isEmpty() ? settled : null;
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

    /** Why it was skipped, or empty. */
    String skipped() {
        return skipped;
    }

    /** For example {@code [2] pass 3, attempt 1}. */
    String attempt(Activation activation, int attempt) {
        String which = activation.item() == Activation.NO_ITEM ? "" : "[" + activation.item() + "] ";
        if (passes > 1) {
            return which + "pass " + activation.n() + (attempt == 1 ? "" : ", attempt " + attempt);
        }
        return which + "attempt " + attempt + (activation.n() == 1 ? "" : " after a retry");
    }
}
