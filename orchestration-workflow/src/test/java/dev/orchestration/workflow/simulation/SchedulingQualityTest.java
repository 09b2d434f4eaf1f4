package dev.orchestration.workflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.workflow.simulation.Problem.Job;
import dev.orchestration.workflow.simulation.Problem.Span;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How good the schedules of resource_aware are, on problems that nobody here made. One unit of time is a millisecond, so
 * that ageing plays no part; every schedule is judged from outside before it counts.
 */
class SchedulingQualityTest {
    private static final long MILLISECOND = 1_000;

    private static double mean(List<Problem> problems, OrchestrationMode mode, ToDoubleFunction<Problem> measure) {
        double sum = 0;
        for (Problem problem : problems) {
            Map<String, Span> schedule = Simulated.run(problem, mode);
            assertThat(ScheduleChecker.faults(problem, schedule))
                    .as("%s in mode %s", problem.name(), mode)
                    .isEmpty();
            sum += ScheduleChecker.makespan(schedule) / measure.applyAsDouble(problem);
        }
        return sum / problems.size();
    }

    /** The limits are what the best rule of one pass reaches, so that a change for the worse is seen. */
    @ParameterizedTest
    @CsvSource({"j30, 4.5", "j60, 4.6", "j120, 10.0"})
    void makespansOfRcpspAreCloseToTheBestKnown(String set, double percent) throws IOException {
        List<Problem> problems = Instances.rcpsp(set, MILLISECOND);
        double above = 100 * (mean(problems, OrchestrationMode.RESOURCE_AWARE, Problem::best) - 1);
        assertThat(above).isLessThan(percent);
    }

    /** What runs longer or shorter than expected makes schedules worse, and never wrong. */
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3})
    void estimatesThatAreWrongByAThirdBreakNothing(long seed) throws IOException {
        Random random = new Random(seed);
        for (Problem problem : Instances.rcpsp("j30", MILLISECOND)) {
            Map<String, Job> real = new LinkedHashMap<>();
            problem.jobs().forEach((name, job) -> {
                long duration = Math.round(job.duration() * (0.7 + 0.6 * random.nextDouble()));
                real.put(name, new Job(name, duration, job.dependencies(), job.needs()));
            });
            Problem happens = new Problem(problem.name(), real, problem.capacities(), problem.workers(), 0, 0);
            ExecutionPlan plan = Simulated.plan(problem);
            Script script =
                    (node, attempt) -> Simulated.takes(real.get(plan.name(node)).duration());
            var expected = Scenario.of(plan, OrchestrationMode.RESOURCE_AWARE);
            Schedule schedule = Simulated.engine(problem).run(expected.with(script));
            assertThat(ScheduleChecker.faults(happens, Simulated.spans(schedule)))
                    .as("%s, seed %s", problem.name(), seed)
                    .isEmpty();
        }
    }

    @Test
    void makespansOfTracesAreCloseToTheirLowerBound() throws IOException {
        double over = mean(Instances.traces(16), OrchestrationMode.RESOURCE_AWARE, Problem::lowerBound);
        assertThat(over).isLessThan(1.09);
    }
}
