package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.dag.CriticalPath;
import dev.orchestration.workflow.simulation.Forecast;
import dev.orchestration.workflow.simulation.Lack;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON form of plans and forecasts that programs rely on. Times are seconds with six fraction digits at most. */
public final class ForecastJson {
    private ForecastJson() {}

    /** What can be said of a workflow without playing it, and the order of starts in each mode. */
    public static Map<String, Object> of(String workflow, WorkflowPlan plan) {
        CriticalPath path = plan.criticalPath();
        Map<String, Object> orders = new LinkedHashMap<>();
        for (OrchestrationMode mode : OrchestrationMode.values()) {
            orders.put(mode.wire(), plan.order(mode));
        }
        Map<String, Object> estimates = new LinkedHashMap<>();
        plan.durations().forEach((step, duration) -> estimates.put(step, seconds(micros(duration))));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("workflow", workflow);
        map.put("levels", plan.levels());
        map.put("critical_path", path.names());
        map.put("critical_path_s", seconds(micros(path.length())));
        map.put("order", orders);
        map.put("estimates_s", estimates);
        return map;
    }

    /** What is predicted. */
    public static Map<String, Object> of(Forecast forecast, CriticalPath path) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("makespan_s", seconds(micros(forecast.schedule().makespan())));
        map.put(
                "schedule",
                forecast.steps().stream().map(ForecastJson::scheduled).toList());
        map.put("critical_path", path.names());
        Json.putNullable(map, "bottleneck", bottleneck(forecast.bottleneck()));
        map.put("waits", forecast.steps().stream().map(ForecastJson::waits).toList());
        return map;
    }

    private static Map<String, Object> scheduled(Forecast.Step step) {
        Map<String, Object> held = new LinkedHashMap<>();
        step.held().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> held.put(each.getKey().value(), each.getValue()));
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", step.name());
        map.put("start_s", seconds(step.start()));
        map.put("end_s", seconds(step.end()));
        Json.putNullable(map, "worker", step.worker() == 0 ? null : (Object) (long) step.worker());
        map.put("resources", held);
        return map;
    }

    private static @Nullable Object bottleneck(Forecast.@Nullable Bottleneck bottleneck) {
        if (bottleneck == null) {
            return null;
        }
        Map<String, Object> map = lack(bottleneck.lack(), bottleneck.waited());
        map.put("steps", (long) bottleneck.steps());
        map.put("makespan_without_s", seconds(micros(bottleneck.makespanWithout())));
        return map;
    }

    private static Map<String, Object> waits(Forecast.Step step) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("step", step.name());
        Json.putNullable(map, "after", step.after());
        map.put("ready_s", seconds(step.ready()));
        map.put("waited_s", seconds(step.start() - step.ready()));
        List<Map<String, Object>> reasons = step.waited().entrySet().stream()
                .map(each -> lack(each.getKey(), each.getValue()))
                .toList();
        map.put("for", reasons);
        return map;
    }

    private static Map<String, Object> lack(Lack lack, long micros) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("kind", Wire.name(lack.kind()));
        var resource = lack.resource();
        Json.putNullable(map, "resource", resource == null ? null : resource.value());
        map.put("waited_s", seconds(micros));
        return map;
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1_000;
    }

    private static double seconds(long micros) {
        return micros / 1e6;
    }
}
