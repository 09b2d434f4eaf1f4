package dev.orchestration.app.view;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.Printable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** One line for each thing about a step that a person wants to know. Not thread-safe, as the tally is not. */
public final class StepLines {
    /**
     * One line.
     *
     * @param at microseconds since 1970
     */
    record Line(long at, Mark mark, String step, String text) {}

    private static final int WIDEST_NAME = 32;
    private static final int WIDEST_MESSAGE = 160;

    /** With this a failed command's message announces what the command printed; one line needs no announcement. */
    private static final String LAST_LINES = "; its last lines:";

    private final StepTally tally;
    private final DateTimeFormatter time;
    private final int column;

    /** @param zone in which the time of day is told */
    public StepLines(StepTally tally, ZoneId zone) {
        this.tally = tally;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss").withZone(zone);
        int widest = 0;
        for (String name : tally.names()) {
            widest = Math.max(widest, name.length());
        }
        this.column = Math.min(widest, WIDEST_NAME);
    }

    /** What {@code event} tells; call it before the tally has applied the event. Null where there is nothing to say. */
    @Nullable
    Line of(Event event) {
        if (event instanceof Event.AttemptEnded e) {
            return ended(e);
        }
        if (event instanceof Event.WaitEnded e && !e.how().equals(Event.WaitEnded.RETRY)) {
            return ended(e);
        }
        if (event instanceof Event.OutputCached e && e.origin() != null) {
            return new Line(e.at(), Mark.DONE, tally.label(e.activation()), "cached from " + brief(e.origin()));
        }
        if (event instanceof Event.Noted e && e.isQueued()) {
            return new Line(e.at(), Mark.RETRY, "", KeyText.waits(e));
        }
        if (event instanceof Event.Skipped e) {
            return new Line(e.at(), Mark.SKIPPED, tally.label(e.activation()), "skipped: " + brief(e.reason()));
        }
        if (event instanceof Event.ExecutionFinishing e) {
            return new Line(
                    e.at(),
                    Mark.RUNNING,
                    "finally",
                    "begins, as all others have ended: " + e.status().wire());
        }
        return null;
    }

    /** The first ten passes, then each tenth, then each hundredth. */
    private static boolean worthTelling(int pass) {
        return pass <= 10 || pass % (pass <= 100 ? 10 : 100) == 0;
    }

    private @Nullable Line ended(Event.AttemptEnded e) {
        String took = DurationText.of(e.endedAt() - e.startedAt());
        String why = reason(e.error());
        String attempt = "attempt " + e.attempt();
        return switch (e.next()) {
            case COMPLETED -> line(e, Mark.DONE, e.attempt() == 1 ? took : took + " (" + attempt + ")");
            case FAILED -> line(e, Mark.FAILED, took + (e.attempt() == 1 ? "" : " (" + attempt + ")") + ": " + why);
            case CANCELLED -> line(e, Mark.CANCELLED, took + ": cancelled");
            case RETRY -> {
                Long due = e.nextAt();
                String again = due == null ? "again" : "again in " + DurationText.of(due - e.at());
                yield line(e, Mark.RETRY, took + ": " + attempt + " failed, " + again + ": " + why);
            }
            case AGAIN -> {
                Long due = e.nextAt();
                String next = due == null || due <= e.at() ? "" : ", again in " + DurationText.of(due - e.at());
                yield worthTelling(e.activation().n())
                        ? line(e, Mark.RUNNING, took + ": until does not hold yet" + next)
                        : null;
            }
            case RERUN -> line(e, Mark.RETRY, took + ": interrupted, will run again");
            case DECIDE -> line(e, Mark.RETRY, took + ": interrupted, waits for a decision");
        };
    }

    private Line ended(Event.WaitEnded e) {
        String waited = DurationText.of(e.at() - tally.waitingSince(e.activation(), e.at()));
        String by = e.by() == null ? "" : ": by " + brief(e.by());
        String text = e.failed() ? waited + ": " + reason(Failure.fromMap(e.payload())) : waited + by;
        return new Line(e.at(), e.failed() ? Mark.FAILED : Mark.DONE, tally.label(e.activation()), text);
    }

    private Line line(Event.AttemptEnded e, Mark mark, String text) {
        return new Line(e.at(), mark, tally.label(e.activation()), text);
    }

    private static String reason(@Nullable Failure error) {
        return error == null ? "no reason was given" : brief(error.message());
    }

    /** A message in one line: its first one and, as that is where commands say why they failed, its last one. */
    public static String brief(String message) {
        String text = Printable.text(message).strip();
        int way = text.endsWith("` tells more") ? text.lastIndexOf("\nin ") : -1;
        text = way < 0 ? text : text.substring(0, way);
        int end = text.indexOf('\n');
        String both = text;
        if (end >= 0) {
            String first = text.substring(0, end);
            String what = first.endsWith(LAST_LINES) ? first.substring(0, first.length() - LAST_LINES.length()) : first;
            both = what + ": " + text.substring(text.lastIndexOf('\n') + 1).strip();
        }
        return both.length() > WIDEST_MESSAGE ? both.substring(0, WIDEST_MESSAGE) + "…" : both;
    }

    /** The line as it is written, without its end. */
    String text(Line line, Style style) {
        String step = Printable.line(line.step());
        String padded = step + " ".repeat(Math.max(0, column - step.length()));
        return style.dim(time.format(Times.instant(line.at()))) + " " + style.markColumn(line.mark()) + " " + padded
                + "  " + line.text();
    }

    /** A line about the execution as a whole. */
    String text(long at, String text, Style style) {
        return style.dim(time.format(Times.instant(at))) + " " + text;
    }
}
