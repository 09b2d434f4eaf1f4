package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.scheduling.PublicData.Problem;
import java.util.List;
import java.util.function.Function;

/** Goal 10. */
public final class SchedulingBenchmark implements Benchmark {
    private static final List<String> SETS = List.of("j30", "j60", "j120");

    @Override
    public String name() {
        return "scheduling";
    }

    @Override
    public String about() {
        return "goal 10: how good the schedules are, on PSPLIB and WfInstances";
    }

    @Override
    public List<Table> run() throws Exception {
        PublicData data = PublicData.find();
        Table table = new Table(
                "Goal 10: schedules",
                "Mean over the instances; every schedule is checked: order, capacities, no makespan under the proven bound.");
        for (String set : SETS) {
            List<Problem> problems = data.psplib(set);
            addRules(
                    table,
                    "PSPLIB " + set + " (" + problems.size() + ")",
                    "% above best known",
                    problems,
                    ratio -> 100 * (ratio - 1));
        }
        List<Problem> traces = data.traces();
        addRules(table, "WfInstances (" + traces.size() + "), 16 workers", "× the lower bound", traces, ratio -> ratio);
        return List.of(table);
    }

    private static void addRules(
            Table table, String work, String unit, List<Problem> problems, Function<Double, Double> shown) {
        Progress.tell("scheduling: " + work);
        for (Rule rule : Rule.values()) {
            double mean = meanRatio(problems, instance -> ParallelGeneration.schedule(instance, rule));
            table.add(new Line(work, rule.label(), unit, Series.of(shown.apply(mean)), null));
        }
    }

    private static double meanRatio(List<Problem> problems, Function<Instance, Schedule> scheduler) {
        double sum = 0;
        for (Problem problem : problems) {
            Schedule schedule = scheduler.apply(problem.instance());
            new ScheduleChecker(problem.instance(), problem.lower()).check(schedule);
            sum += schedule.makespan() / problem.reference();
        }
        return sum / problems.size();
    }
}
