package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Reads out of one schedule who waited for what. Used once, by one thread. */
final class Forecasting {
    private final Scenario scenario;
    private final ExecutionPlan plan;
    private final Schedule schedule;
    private final int slots;
    private final List<Resource> resources;
    private final long[] ends;
    private final long[] ready;
    private final int[] after;

    Forecasting(Scenario scenario, Schedule schedule, int slots, List<Resource> resources) {
        this.scenario = scenario;
        this.plan = scenario.plan();
        this.schedule = schedule;
        this.slots = slots;
        this.resources = resources;
        this.ends = new long[plan.size()];
        this.ready = new long[plan.size()];
        this.after = new int[plan.size()];
    }

    List<Forecast.Step> steps() {
        findWhenEachIsReady();
        Map<String, Map<Lack, Long>> waited =
                new WaitingTimes(plan, places(), resources).of(schedule.attempts(), ready);
        List<Forecast.Step> steps = new ArrayList<>(schedule.attempts().size());
        WorkerNumbers workers = new WorkerNumbers();
        for (Schedule.Stint stint : schedule.attempts()) {
            int worker = workers.next(stint.start(), stint.end());
            steps.add(new Forecast.Step(
                    stint.name(),
                    stint.start(),
                    stint.end(),
                    worker,
                    stint.held(),
                    last(stint.node()),
                    ready[stint.node()],
                    waited.getOrDefault(stint.name(), Map.of())));
        }
        for (int node = 0; node < plan.size(); node++) {
            Duration wait = scenario.script().waits(node);
            if (wait != null && result(node).status() == TaskStatus.COMPLETED) {
                steps.add(onlyWaiting(node, ends[node] - wait.toNanos() / 1_000));
            }
        }
        steps.sort(Comparator.comparingLong(Forecast.Step::start)); // stable: of equals, who started first
        return List.copyOf(steps);
    }

    /** It needs no place, so only the mode can hold it up. */
    private Forecast.Step onlyWaiting(int node, long start) {
        Map<Lack, Long> waited = start > ready[node] ? Map.of(places().lack(), start - ready[node]) : Map.of();
        return new Forecast.Step(plan.name(node), start, ends[node], 0, Map.of(), last(node), ready[node], waited);
    }

    private @Nullable String last(int node) {
        return after[node] < 0 ? null : plan.name(after[node]);
    }

    private TaskResult result(int node) {
        TaskResult result = schedule.results().get(plan.name(node));
        return java.util.Objects.requireNonNull(result, plan.name(node));
    }

    private void findWhenEachIsReady() {
        for (int node = 0; node < plan.size(); node++) {
            Long end = result(node).endedAt();
            ends[node] = end == null ? 0 : end;
        }
        for (int node = 0; node < plan.size(); node++) {
            after[node] = -1;
            for (int i = 0; i < plan.dependencyCount(node); i++) {
                follow(node, plan.dependency(node, i));
            }
            for (int other = 0; plan.isFinal(node) && other < plan.firstFinal(); other++) {
                follow(node, other); // finally waits for all others, and has no edge to any of them
            }
        }
    }

    private void follow(int node, int dependency) {
        if (after[node] < 0 || ends[dependency] > ready[node]) {
            after[node] = dependency;
            ready[node] = ends[dependency];
        }
    }

    /** In sequential a step that only waits holds up the others, too, so that whoever is ready waits for its turn alone. */
    private WaitingTimes.Places places() {
        if (scenario.mode() == OrchestrationMode.SEQUENTIAL) {
            return new WaitingTimes.Places(0, new Lack(Lack.Kind.MODE, null));
        }
        int own = scenario.limits().maxParallel();
        return own < slots
                ? new WaitingTimes.Places(own, new Lack(Lack.Kind.MAX_PARALLEL, null))
                : new WaitingTimes.Places(slots, new Lack(Lack.Kind.WORKERS, null));
    }

    /** What is waited for most, and by how many; null if nobody waits. */
    static @Nullable Most most(List<Forecast.Step> steps) {
        Map<Lack, Long> sums = new TreeMap<>();
        steps.forEach(step -> step.waited().forEach((lack, time) -> sums.merge(lack, time, Long::sum)));
        Most most = null;
        for (Map.Entry<Lack, Long> sum : sums.entrySet()) {
            if (sum.getKey().kind() != Lack.Kind.TURN && (most == null || sum.getValue() > most.waited())) {
                int count = (int) steps.stream()
                        .filter(step -> step.waited().containsKey(sum.getKey()))
                        .count();
                most = new Most(sum.getKey(), sum.getValue(), count);
            }
        }
        return most;
    }

    record Most(Lack lack, long waited, int steps) {}

    /** Gives each attempt the lowest number that no attempt has at that time. */
    private static final class WorkerNumbers {
        private record Busy(long until, int number) {}

        private final TreeSet<Integer> free = new TreeSet<>();
        private final PriorityQueue<Busy> busy = new PriorityQueue<>(Comparator.comparingLong(Busy::until));
        private int known;

        int next(long start, long end) {
            for (Busy first = busy.peek(); first != null && first.until() <= start; first = busy.peek()) {
                free.add(first.number());
                busy.remove();
            }
            Integer lowest = free.pollFirst();
            int number = lowest == null ? ++known : lowest;
            busy.add(new Busy(end, number));
            return number;
        }
    }
}
