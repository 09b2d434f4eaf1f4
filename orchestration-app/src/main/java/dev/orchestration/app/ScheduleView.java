package dev.orchestration.app;

import dev.orchestration.app.view.Style;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleState;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.action.Printable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Schedules as the command shows them. */
final class ScheduleView {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx");

    private static final String NAME = "SCHEDULE";
    private static final String RULE = "WHEN";
    private static final String DUE = "NEXT";
    private static final String RUN = "LATEST";
    private static final String FAILED = WorkflowStatus.FAILED.wire();

    private ScheduleView() {}

    /**
     * One line of a list.
     *
     * @param next when it is due next, null if it is not any more
     * @param status of the latest run, null if there is none
     */
    record Line(
            RegisteredSchedule schedule,
            @Nullable Instant next,
            @Nullable String status) {
        private String rule() {
            return schedule.schedule().times().rule();
        }

        private String due() {
            if (schedule.schedule().paused()) {
                return "paused";
            }
            return next == null
                    ? "over"
                    : shown(next, schedule.schedule().times().zone());
        }

        private String run() {
            return status == null ? "-" : status;
        }
    }

    /**
     * As programs read it.
     *
     * @param next when it is due next, null if it is not any more
     * @param status of the latest run, null if there is none
     */
    static Map<String, Object> json(RegisteredSchedule schedule, @Nullable Instant next, @Nullable String status) {
        ScheduleState state = schedule.state();
        ScheduleState.Run latest = state.latest();
        ScheduleState.Problem problem = state.problem();
        Map<String, Object> json = new LinkedHashMap<>(schedule.schedule().json());
        json.putAll(StoreUpkeep.json(
                "start",
                time(schedule.schedule().times().start()),
                "end",
                time(schedule.schedule().times().end()),
                "next",
                time(next),
                "last",
                time(state.last()),
                "waiting",
                state.waiting().stream().map(ScheduleView::time).toList(),
                "started",
                state.started(),
                "skipped",
                state.skipped(),
                "failed",
                state.failed(),
                "latest_time",
                latest == null ? null : time(latest.time()),
                "latest_execution",
                latest == null ? null : latest.execution().value(),
                "last_status",
                status,
                "problem",
                problem == null ? null : problem.message(),
                "problem_time",
                problem == null ? null : time(problem.time())));
        return json;
    }

    static @Nullable String time(@Nullable Instant instant) {
        return instant == null ? null : Times.iso(ChronoUnit.MICROS.between(Instant.EPOCH, instant));
    }

    /** As the clock of a zone shows it, with its distance from UTC. */
    static String shown(Instant time, ZoneId zone) {
        return WHEN.format(OffsetDateTime.ofInstant(time, zone));
    }

    /** A line for each, and one for its problem, below a line that says what they mean. */
    static String table(List<Line> lines, Style style) {
        int names = width(NAME, lines, each -> each.schedule().schedule().name());
        int rules = width(RULE, lines, Line::rule);
        int dues = width(DUE, lines, Line::due);
        int runs = width(RUN, lines, Line::run);
        StringBuilder out = new StringBuilder();
        out.append(padded(NAME, names))
                .append(padded(RULE, rules))
                .append(padded(DUE, dues))
                .append(padded(RUN, runs))
                .append("WORKFLOW\n");
        for (Line each : lines) {
            Schedule schedule = each.schedule().schedule();
            String run = padded(each.run(), runs);
            out.append(padded(schedule.name(), names))
                    .append(padded(each.rule(), rules))
                    .append(padded(each.due(), dues))
                    .append(each.run().equals(FAILED) ? style.failed(run) : run)
                    .append(Printable.line(schedule.work().shown()))
                    .append('\n');
            ScheduleState.Problem problem = each.schedule().state().problem();
            if (problem != null) {
                out.append("  ")
                        .append(shown(problem.time(), schedule.times().zone()))
                        .append(style.failed(" failed: "))
                        .append(oneLine(problem.message()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static int width(String head, List<Line> lines, Function<Line, String> column) {
        return lines.stream().mapToInt(each -> column.apply(each).length()).reduce(head.length(), Math::max);
    }

    /** What a message says on several lines, on one. */
    static String oneLine(String message) {
        List<String> parts = Printable.text(message)
                .lines()
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
        return String.join("; ", parts).replace(":; ", ": ");
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
