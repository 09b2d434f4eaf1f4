package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.WrongResultException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Judges schedules by the instance alone; knows nothing of who made them. */
final class ScheduleChecker {
    private final Instance instance;
    private final double lowerBound;

    /** @param lowerBound a makespan that is proven to be the shortest possible, or shorter than that */
    ScheduleChecker(Instance instance, double lowerBound) {
        this.instance = instance;
        this.lowerBound = lowerBound;
    }

    /**
     * Checks that each task ran once for its whole duration, after its dependencies, that no resource was given out beyond
     * its capacity, and that nobody was faster than can be.
     *
     * @throws WrongResultException otherwise
     */
    void check(Schedule schedule) {
        require(
                schedule.starts().size() == instance.size() && schedule.ends().size() == instance.size(),
                "it has " + schedule.starts().size() + " of " + instance.size() + " tasks");
        for (int job = 0; job < instance.size(); job++) {
            checkTimes(schedule, job);
        }
        for (int resource = 0; resource < instance.capacities().size(); resource++) {
            checkCapacity(schedule, resource);
        }
        require(
                schedule.makespan() >= lowerBound,
                "its makespan " + schedule.makespan() + " is under the proven bound " + lowerBound);
    }

    private void checkTimes(Schedule schedule, int index) {
        Job job = instance.job(index);
        long start = schedule.starts().get(index);
        require(start >= 0, job.name() + " starts at " + start);
        require(
                schedule.ends().get(index) - start == job.duration(),
                job.name() + " runs from " + start + " to " + schedule.ends().get(index) + ", not for "
                        + job.duration());
        for (int dependency : job.dependencies()) {
            require(
                    schedule.ends().get(dependency) <= start,
                    job.name() + " starts at " + start + ", before the end of "
                            + instance.job(dependency).name());
        }
    }

    /** What one task takes or gives back, and when. */
    private record Change(long at, long amount) {}

    /** At one moment what ends is given back before what starts is taken; a task of no duration still has to fit. */
    private void checkCapacity(Schedule schedule, int resource) {
        List<Change> changes = new ArrayList<>();
        int capacity = instance.capacities().get(resource);
        for (int index = 0; index < instance.size(); index++) {
            int demand = instance.job(index).demands().get(resource);
            require(demand <= capacity, instance.job(index).name() + " cannot fit at all");
            if (instance.job(index).duration() > 0) {
                changes.add(new Change(schedule.starts().get(index), demand));
                changes.add(new Change(schedule.ends().get(index), -demand));
            }
        }
        changes.sort(Comparator.comparingLong(Change::at).thenComparingLong(Change::amount));
        long used = 0;
        for (Change change : changes) {
            used += change.amount();
            require(
                    used <= capacity,
                    "at " + change.at() + " " + used + " of " + capacity + " of resource " + resource + " are in use");
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new WrongResultException("a schedule of " + instance.name() + " is wrong: " + otherwise);
        }
    }
}
