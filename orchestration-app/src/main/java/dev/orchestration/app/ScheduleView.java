package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.ScheduleState;
import dev.orchestration.core.schedule.ScheduledWork;
import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.Printable;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules as the command shows them. */
final class ScheduleView {
    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ssxxx");

    private ScheduleView() {}

    /** @param next when it is due next, null if it is not any more */
    static Map<String, Object> json(RegisteredSchedule schedule, @Nullable Instant next) {
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

    /** A line for each, and one for its problem. */
    static String table(List<RegisteredSchedule> schedules, List<@Nullable Instant> next) {
        int names = schedules.stream()
                .mapToInt(each -> each.schedule().name().length())
                .max()
                .orElse(0);
        int rules = schedules.stream()
                .mapToInt(each -> each.schedule().times().rule().length())
                .max()
                .orElse(0);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < schedules.size(); i++) {
            RegisteredSchedule each = schedules.get(i);
            Instant due = next.get(i);
            ScheduledWork work = each.schedule().work();
            out.append(padded(each.schedule().name(), names))
                    .append(padded(each.schedule().times().rule(), rules))
                    .append(padded(due(each, due), "2026-01-31 03:00:00+01:00".length()))
                    .append(Printable.text(work.shown()))
                    .append('\n');
            ScheduleState.Problem problem = each.state().problem();
            if (problem != null) {
                out.append("  ")
                        .append(shown(problem.time(), each.schedule().times().zone()))
                        .append(" failed: ")
                        .append(Printable.line(problem.message()))
                        .append('\n');
            }
        }
        return out.toString();
    }

    private static String due(RegisteredSchedule schedule, @Nullable Instant due) {
        if (schedule.schedule().paused()) {
            return "paused";
        }
        return due == null ? "over" : shown(due, schedule.schedule().times().zone());
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()) + 2);
    }
}
