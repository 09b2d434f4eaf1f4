package dev.orchestration.core.schedule;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far a schedule has come. Immutable.
 *
 * @param last what is to become of all times up to this one is decided
 * @param waiting times that are to be run and have not begun, the oldest first
 * @param latest the run that was begun last, null before the first
 * @param started how many executions were begun
 * @param skipped how many times were left out
 * @param failed how many times nothing could be begun
 * @param problem what went wrong last, null once a run was begun since
 */
public record ScheduleState(
        Instant last,
        List<Instant> waiting,
        @Nullable Run latest,
        long started,
        long skipped,
        long failed,
        @Nullable Problem problem) {
    /** A run that was begun for a time. */
    public record Run(Instant time, ExecutionId execution) {}

    /**
     * Why nothing was begun.
     *
     * @param at when that was seen
     * @param time for which nothing was begun
     */
    public record Problem(Instant at, Instant time, String message) {}

    public ScheduleState {
        waiting = List.copyOf(waiting);
    }

    /** One of which nothing was decided yet; what was due up to {@code now} does not count. */
    static ScheduleState begunAt(Instant now) {
        return new ScheduleState(now, List.of(), null, 0, 0, 0, null);
    }

    ScheduleState decided(Instant upTo, List<Instant> wait, long skips) {
        return new ScheduleState(upTo, wait, latest, started, skipped + skips, failed, problem);
    }

    /** {@code time} is run. */
    ScheduleState begun(Instant time, ExecutionId execution) {
        return new ScheduleState(last, without(time), new Run(time, execution), started + 1, skipped, failed, null);
    }

    /** For {@code time} nothing could be begun. */
    ScheduleState refused(Instant time, Problem why) {
        return new ScheduleState(last, without(time), latest, started, skipped, failed + 1, why);
    }

    private List<Instant> without(Instant time) {
        List<Instant> rest = new ArrayList<>(waiting);
        rest.remove(time);
        return rest;
    }

    /** As fields of a JSON object. */
    Map<String, Object> json() {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("last", last.toString());
        json.put("waiting", waiting.stream().map(Instant::toString).toList());
        json.put("started", started);
        json.put("skipped", skipped);
        json.put("failed", failed);
        Json.putNullable(
                json, "latest_time", latest == null ? null : latest.time().toString());
        Json.putNullable(
                json,
                "latest_execution",
                latest == null ? null : latest.execution().value());
        Json.putNullable(json, "problem", problem == null ? null : problem.message());
        Json.putNullable(
                json, "problem_at", problem == null ? null : problem.at().toString());
        Json.putNullable(
                json, "problem_time", problem == null ? null : problem.time().toString());
        return json;
    }

    /** What {@link #json()} wrote. */
    static ScheduleState of(Map<String, ?> json) {
        Object execution = json.get("latest_execution");
        Object problem = json.get("problem");
        List<Instant> waiting = new ArrayList<>();
        if (json.get("waiting") instanceof List<?> times) {
            times.forEach(time -> waiting.add(Instant.parse(String.valueOf(time))));
        }
        return new ScheduleState(
                instant(json, "last"),
                waiting,
                execution == null ? null : new Run(instant(json, "latest_time"), new ExecutionId((String) execution)),
                count(json, "started"),
                count(json, "skipped"),
                count(json, "failed"),
                problem == null
                        ? null
                        : new Problem(instant(json, "problem_at"), instant(json, "problem_time"), (String) problem));
    }

    private static long count(Map<String, ?> json, String field) {
        return json.get(field) instanceof Long number ? number : 0;
    }

    private static Instant instant(Map<String, ?> json, String field) {
        return Instant.parse(String.valueOf(json.get(field)));
    }
}
