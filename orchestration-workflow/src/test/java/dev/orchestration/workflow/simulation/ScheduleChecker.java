package dev.orchestration.workflow.simulation;

import dev.orchestration.workflow.simulation.Problem.Job;
import dev.orchestration.workflow.simulation.Problem.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/** Looks at a finished schedule from outside. */
final class ScheduleChecker {
    private final Problem problem;
    private final Map<String, Span> schedule;
    private final List<String> faults = new ArrayList<>();

    private ScheduleChecker(Problem problem, Map<String, Span> schedule) {
        this.problem = problem;
        this.schedule = schedule;
    }

    /** Everything that is wrong with a schedule that claims to solve a problem. */
    static List<String> faults(Problem problem, Map<String, Span> schedule) {
        ScheduleChecker checker = new ScheduleChecker(problem, schedule);
        checker.everyJobRanOnceForItsTime();
        if (checker.faults.isEmpty()) {
            checker.nothingStartedEarly();
            checker.nothingWasTakenTwice();
            checker.nothingIsTooGoodToBeTrue();
        }
        return checker.faults;
    }

    static long makespan(Map<String, Span> schedule) {
        return schedule.values().stream().mapToLong(Span::end).max().orElse(0);
    }

    private void everyJobRanOnceForItsTime() {
        if (!schedule.keySet().equals(problem.jobs().keySet())) {
            faults.add("the schedule is about other jobs than the problem");
            return;
        }
        schedule.forEach((name, span) -> {
            long took = span.end() - span.start();
            long due = problem.jobs().get(name).duration();
            if (took != due || span.start() < 0) {
                faults.add(name + " ran from " + span.start() + " for " + took + " instead of " + due);
            }
        });
    }

    private void nothingStartedEarly() {
        for (Job job : problem.jobs().values()) {
            for (String dependency : job.dependencies()) {
                if (schedule.get(job.name()).start() < schedule.get(dependency).end()) {
                    faults.add(job.name() + " started before " + dependency + " ended");
                }
            }
        }
    }

    private void nothingWasTakenTwice() {
        atMost("workers", problem.workers(), job -> 1);
        problem.capacities()
                .forEach((resource, capacity) ->
                        atMost(resource, capacity, job -> job.needs().getOrDefault(resource, 0)));
    }

    /** What ends at a time is given back before anything else is taken at that time. */
    private void atMost(String what, int capacity, ToIntFunction<Job> amount) {
        Map<Long, Integer> changes = new TreeMap<>();
        for (Job job : problem.jobs().values()) {
            if (job.duration() > 0) {
                changes.merge(schedule.get(job.name()).start(), amount.applyAsInt(job), Integer::sum);
                changes.merge(schedule.get(job.name()).end(), -amount.applyAsInt(job), Integer::sum);
            }
        }
        int used = 0;
        for (Map.Entry<Long, Integer> change : changes.entrySet()) {
            used += change.getValue();
            if (used > capacity) {
                faults.add(used + " of " + capacity + " " + what + " in use at " + change.getKey());
            }
        }
    }

    private void nothingIsTooGoodToBeTrue() {
        if (makespan(schedule) < problem.lowerBound()) {
            faults.add("a makespan of " + makespan(schedule) + " is under the lower bound " + problem.lowerBound());
        }
    }
}
