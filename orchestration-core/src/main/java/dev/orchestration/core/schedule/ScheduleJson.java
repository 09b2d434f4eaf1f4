package dev.orchestration.core.schedule;

import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Schedules as JSON; {@link ScheduleReader} is the way back. */
final class ScheduleJson {
    static final String NAME = "name";
    static final String WORKFLOW = "workflow";
    static final String FILE = "file";
    static final String PARAMETERS = "parameters";
    static final String DIRECTORY = "directory";
    static final String MODE = "mode";
    static final String MAX_PARALLEL_TASKS = "max_parallel_tasks";
    static final String CRON = "cron";
    static final String EVERY = "every";
    static final String ZONE = "zone";
    static final String EXCLUDE = "exclude";
    static final String START = "start";
    static final String END = "end";
    static final String MISFIRE = "misfire";
    static final String MISFIRE_CAP = "misfire_cap";
    static final String OVERLAP = "overlap";
    static final String QUEUE_LIMIT = "queue_limit";
    static final String PAUSED = "paused";

    private ScheduleJson() {}

    static Map<String, Object> of(Schedule schedule) {
        ScheduledWork work = schedule.work();
        ScheduledTimes times = schedule.times();
        FiringPolicy policy = schedule.policy();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(NAME, schedule.name());
        put(json, WORKFLOW, work.workflow());
        put(json, FILE, work.file());
        json.put(PARAMETERS, work.parameters());
        put(json, DIRECTORY, work.directory());
        put(json, MODE, work.mode() == null ? null : work.mode().wire());
        Json.putNullable(json, MAX_PARALLEL_TASKS, work.maxParallelTasks());
        put(json, CRON, times.cron());
        put(json, EVERY, times.every());
        json.put(ZONE, times.zone().getId());
        json.put(EXCLUDE, times.off().written());
        put(json, START, times.start());
        put(json, END, times.end());
        json.put(MISFIRE, policy.misfire().wire());
        json.put(MISFIRE_CAP, policy.misfireCap());
        json.put(OVERLAP, policy.overlap().wire());
        json.put(QUEUE_LIMIT, policy.queueLimit());
        json.put(PAUSED, schedule.paused());
        return Json.freezeMap(json, "schedule");
    }

    private static void put(Map<String, Object> json, String name, @Nullable Object value) {
        Json.putNullable(json, name, value == null ? null : value.toString());
    }
}
