package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Progress;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.scheduling.PublicData.Problem;
import dev.orchestration.tasks.OrchestrationMode;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Goal 10. */
public final class SchedulingBenchmark implements Benchmark {
    private static final Map<String, Double> GOALS = Map.of("j30", 4.5, "j60", 4.6, "j120", 10.0);

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
                "Mean over the instances; ours through the simulator. Every schedule is checked: order, durations, capacities,"
                        + " no makespan under the proven bound.");
        for (String set : List.of("j30", "j60", "j120")) {
            List<Problem> problems = data.psplib(set);
            double goal = GOALS.getOrDefault(set, 0.0);
            String work = "PSPLIB " + set + ", " + problems.size() + " instances";
            new Rows(table, work, "% above best known", " %", problems, ratio -> 100 * (ratio - 1))
                    .add(Bound.atMost(goal));
        }
        List<Problem> traces = data.traces();
        String work = "WfInstances, " + traces.size() + " traces, 16 workers";
        new Rows(table, work, "× the bound", "×", traces, ratio -> ratio).add(Bound.atMost(1.09));
        return List.of(table);
    }

    /** The rows of one set of instances. */
    private record Rows(
            Table table, String work, String unit, String sign, List<Problem> problems, DoubleUnaryOperator shown) {
        void add(Bound goal) {
            Progress.tell("scheduling: " + work);
            add("ours: resource_aware", problem -> problem.schedule(OrchestrationMode.RESOURCE_AWARE), goal);
            add("ours: priority", problem -> problem.schedule(OrchestrationMode.PRIORITY), null);
            add("ours: parallel", problem -> problem.schedule(OrchestrationMode.PARALLEL), null);
            for (Rule rule : Rule.values()) {
                add(rule.label(), problem -> ParallelGeneration.schedule(problem.instance(), rule), null);
            }
        }

        private void add(String who, Function<Problem, Schedule> scheduler, @Nullable Bound goal) {
            double sum = 0;
            for (Problem problem : problems) {
                Schedule schedule = scheduler.apply(problem);
                new ScheduleChecker(problem.instance(), problem.lower()).check(schedule);
                sum += schedule.makespan() / problem.reference();
            }
            double mean = shown.applyAsDouble(sum / problems.size());
            Comparison comparison = goal == null ? null : new Comparison("itself", mean, sign, goal);
            table.add(new Line(work, who, unit, Series.of(mean), comparison));
        }
    }
}
