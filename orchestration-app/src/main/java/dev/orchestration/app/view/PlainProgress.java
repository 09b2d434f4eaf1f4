package dev.orchestration.app.view;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskStatus;
import java.util.List;

/**
 * One line for each step that ended, for files and pipes. Of an execution with very many steps it tells only failures, the
 * first of them one by one, and how far it is: at every tenth of the way, and after ten seconds of silence. Not
 * thread-safe: events come from one thread.
 */
public final class PlainProgress implements Progress {
    private static final int MANY_STEPS = 200;
    private static final int MANY_TROUBLES = 20;
    private static final int TENTHS = 10;

    /** Unit: microseconds. */
    private static final long SILENCE = 10_000_000;

    private final Channel err;
    private final StepTally tally;
    private final StepLines lines;
    private int troubles;
    private int tenths;
    private long spoke = Long.MIN_VALUE;

    public PlainProgress(Channel err, StepTally tally, StepLines lines) {
        this.err = err;
        this.tally = tally;
        this.lines = lines;
        this.tenths = tenthsDone();
    }

    @Override
    public void committed(List<Event> events) {
        StringBuilder out = new StringBuilder();
        for (Event event : events) {
            StepLines.Line line = lines.of(event);
            tally.apply(event);
            if (line != null && worthTelling(line)) {
                out.append(lines.text(line, err.style())).append('\n');
            }
            if (isLarge()) {
                overall(event.at(), out);
            }
        }
        if (!out.isEmpty()) {
            err.print(out.toString());
        }
    }

    @Override
    public void say(String text) {
        err.line("orchestrate: " + text);
    }

    @Override
    public void tell(String line) {
        err.line(line);
    }

    private boolean isLarge() {
        return tally.names().size() > MANY_STEPS;
    }

    private boolean worthTelling(StepLines.Line line) {
        if (!isLarge()) {
            return true;
        }
        return (line.mark() == Mark.FAILED || line.mark() == Mark.RETRY) && troubles++ < MANY_TROUBLES;
    }

    private void overall(long at, StringBuilder out) {
        if (spoke == Long.MIN_VALUE) {
            spoke = at;
        }
        if (tenthsDone() > tenths || at - spoke >= SILENCE) {
            tenths = tenthsDone();
            spoke = at;
            out.append(lines.text(at, counts(tally, err.style()), err.style())).append('\n');
        }
    }

    private int tenthsDone() {
        return (int) ((long) TENTHS * tally.ended() / Math.max(1, tally.size()));
    }

    static String counts(StepTally tally, Style style) {
        StringBuilder text = new StringBuilder();
        text.append(tally.ended()).append(" of ").append(tally.size()).append(" done");
        text.append(style.dot()).append(tally.count(TaskStatus.RUNNING)).append(" running");
        if (tally.count(TaskStatus.WAITING) > 0) {
            text.append(style.dot()).append(tally.count(TaskStatus.WAITING)).append(" waiting");
        }
        if (tally.count(TaskStatus.FAILED) > 0) {
            text.append(style.dot()).append(style.paint(Mark.FAILED, tally.count(TaskStatus.FAILED) + " failed"));
        }
        return text.toString();
    }

    @Override
    public void close() {}
}
