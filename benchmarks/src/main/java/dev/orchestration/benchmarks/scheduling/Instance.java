package dev.orchestration.benchmarks.scheduling;

import java.util.ArrayList;
import java.util.List;

/**
 * A problem: tasks, in an order in which each follows its dependencies, and what there is of each resource.
 *
 * @param capacities of each resource
 */
record Instance(String name, List<Job> jobs, List<Integer> capacities) {
    Instance {
        jobs = List.copyOf(jobs);
        capacities = List.copyOf(capacities);
        for (int job = 0; job < jobs.size(); job++) {
            int index = job;
            if (jobs.get(job).dependencies().stream().anyMatch(dependency -> dependency >= index)) {
                throw new IllegalArgumentException(name + ": task " + job + " stands before what it depends on");
            }
        }
    }

    int size() {
        return jobs.size();
    }

    Job job(int index) {
        return jobs.get(index);
    }

    /** By task, the tasks that depend on it. */
    List<List<Integer>> dependants() {
        List<List<Integer>> dependants = new ArrayList<>();
        jobs.forEach(job -> dependants.add(new ArrayList<>()));
        for (int job = 0; job < size(); job++) {
            for (int dependency : job(job).dependencies()) {
                dependants.get(dependency).add(job);
            }
        }
        return dependants;
    }

    /** By task, its duration plus the longest chain of dependants behind it. */
    long[] tails() {
        long[] tails = new long[size()];
        for (int job = size() - 1; job >= 0; job--) {
            tails[job] += job(job).duration();
            for (int dependency : job(job).dependencies()) {
                tails[dependency] = Math.max(tails[dependency], tails[job]);
            }
        }
        return tails;
    }

    /** The longest chain: no schedule is shorter. */
    long criticalPath() {
        long longest = 0;
        for (long tail : tails()) {
            longest = Math.max(longest, tail);
        }
        return longest;
    }
}
