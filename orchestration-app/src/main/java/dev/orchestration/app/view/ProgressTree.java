package dev.orchestration.app.view;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What runs right now, drawn over itself at the end of a terminal; what has ended scrolls away above it. Its height is
 * bounded whatever runs, and it is drawn at most ten times a second. Thread-safe.
 */
public final class ProgressTree implements Progress {
    /**
     * What the tree is about.
     *
     * @param expected how long the last good run of the same workflow took in microseconds, null if there was none
     */
    public record Subject(String workflow, @Nullable Long expected) {}

    private static final int MANY_STEPS = 200;
    private static final int MAX_RUNNING = 15;

    /** Lines that wait to be drawn; what goes beyond is counted only. */
    private static final int MAX_LINES = 200;

    private static final long PERIOD_MILLIS = 100;
    private static final String ERASE_BELOW = "\u001B[J";

    /** Long lines are cut by the terminal, not wrapped: so the block is as high as it has lines. */
    private static final String CUT = "\u001B[?7l";

    private static final String WRAP = "\u001B[?7h";

    private final Channel err;
    private final StepLines lines;
    private final Subject subject;
    private final Clock clock;
    private final ScheduledExecutorService redrawing;

    @GuardedBy("this")
    private final StepTally tally;

    @GuardedBy("this")
    private final List<String> fresh = new ArrayList<>();

    @GuardedBy("this")
    private int height;

    @GuardedBy("this")
    private long began = Long.MIN_VALUE;

    @GuardedBy("this")
    private boolean held;

    @GuardedBy("this")
    private boolean closed;

    private ProgressTree(Channel err, StepTally tally, StepLines lines, Subject subject, Clock clock) {
        this.err = err;
        this.tally = tally;
        this.lines = lines;
        this.subject = subject;
        this.clock = clock;
        this.redrawing = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "orchestrate-progress");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Begins to draw. */
    public static ProgressTree start(Channel err, StepTally tally, StepLines lines, Subject subject, Clock clock) {
        ProgressTree tree = new ProgressTree(err, tally, lines, subject, clock);
        var unused =
                tree.redrawing.scheduleAtFixedRate(tree::draw, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
        return tree;
    }

    @Override
    public synchronized void committed(List<Event> events) {
        boolean large = tally.names().size() > MANY_STEPS;
        for (Event event : events) {
            if (began == Long.MIN_VALUE) {
                began = event.at();
            }
            StepLines.Line line = lines.of(event);
            tally.apply(event);
            if (line != null && fresh.size() < MAX_LINES && (!large || line.mark() == Mark.FAILED)) {
                fresh.add(lines.text(line, err.style()));
            }
        }
    }

    @Override
    public synchronized void say(String text) {
        fresh.add(lines.text(new StepLines.Line(clock.micros(), Mark.RETRY, "", text), err.style()));
    }

    @Override
    public synchronized void tell(String line) {
        if (fresh.size() < MAX_LINES) {
            fresh.add(line);
        }
    }

    @Override
    public synchronized void hold(boolean on) {
        if (on && !closed) {
            err.print(begin().append(WRAP).toString());
            height = 0;
        }
        held = on;
    }

    synchronized void draw() {
        if (closed || held || began == Long.MIN_VALUE) {
            return;
        }
        List<String> block = block();
        StringBuilder out = begin();
        block.forEach(line -> out.append(line).append('\n'));
        err.print(out.append(WRAP).toString());
        height = block.size();
    }

    /** Back to where the block began, with what has ended since the last time in its place. */
    @GuardedBy("this")
    private StringBuilder begin() {
        StringBuilder out = new StringBuilder();
        if (height > 0) {
            out.append("\u001B[").append(height).append('A').append('\r');
        }
        out.append(ERASE_BELOW);
        fresh.forEach(line -> out.append(line).append('\n'));
        fresh.clear();
        return out.append(CUT);
    }

    @GuardedBy("this")
    private List<String> block() {
        Style style = err.style();
        long now = clock.micros();
        List<String> block = new ArrayList<>();
        block.add(style.bold(Printable.line(subject.workflow())) + "  " + PlainProgress.counts(tally, style)
                + style.dot() + DurationText.of(now - began) + remaining(now, style));
        for (StepTally.Active active : tally.running()) {
            if (block.size() > MAX_RUNNING) {
                block.add("  "
                        + style.dim(style.more() + " and " + (tally.running().size() - MAX_RUNNING) + " more"));
                break;
            }
            String attempt = active.attempt() == 1 ? "" : style.dim("  attempt " + active.attempt());
            block.add("  " + style.markColumn(Mark.RUNNING) + " " + Printable.line(active.step()) + "  "
                    + DurationText.of(now - active.since()) + attempt);
        }
        return block;
    }

    @GuardedBy("this")
    private String remaining(long now, Style style) {
        Long expected = subject.expected();
        long left = expected == null ? 0 : expected - (now - began);
        return left <= 0 ? "" : style.dot() + "about " + DurationText.of(left) + " left";
    }

    @Override
    public void close() {
        redrawing.shutdownNow();
        synchronized (this) {
            if (!closed) {
                closed = true;
                err.print(begin().append(WRAP).toString());
            }
        }
    }
}
