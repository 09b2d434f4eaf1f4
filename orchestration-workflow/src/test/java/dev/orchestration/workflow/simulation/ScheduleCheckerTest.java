package dev.orchestration.workflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.simulation.Problem.Job;
import dev.orchestration.workflow.simulation.Problem.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judge is judged first: every kind of wrong schedule is found. */
class ScheduleCheckerTest {
    /** Two jobs that need the only gpu, and one that comes after the first. */
    private static final Problem PROBLEM = problem(0);

    private static Problem problem(long bound) {
        Map<String, Job> jobs = new LinkedHashMap<>();
        jobs.put("a", new Job("a", 3, List.of(), Map.of("gpu", 1)));
        jobs.put("b", new Job("b", 2, List.of(), Map.of("gpu", 1)));
        jobs.put("c", new Job("c", 4, List.of("a"), Map.of()));
        return new Problem("three", jobs, Map.of("gpu", 1), 2, bound, 7);
    }

    private static Map<String, Span> schedule(long a, long b, long c) {
        return Map.of("a", new Span(a, a + 3), "b", new Span(b, b + 2), "c", new Span(c, c + 4));
    }

    @Test
    void aGoodScheduleHasNoFaults() {
        assertThat(ScheduleChecker.faults(PROBLEM, schedule(0, 3, 3))).isEmpty();
        assertThat(ScheduleChecker.makespan(schedule(0, 3, 3))).isEqualTo(7);
        assertThat(PROBLEM.lowerBound()).isEqualTo(7);
    }

    @Test
    void anEarlyStartIsFound() {
        assertThat(ScheduleChecker.faults(PROBLEM, schedule(0, 5, 2))).contains("c started before a ended");
    }

    @Test
    void aResourceThatIsTakenTwiceIsFound() {
        assertThat(ScheduleChecker.faults(PROBLEM, schedule(0, 2, 3))).containsExactly("2 of 1 gpu in use at 2");
    }

    @Test
    void tooManyAtOnceAreFound() {
        Problem one = new Problem("one worker", PROBLEM.jobs(), PROBLEM.capacities(), 1, 0, 9);
        assertThat(ScheduleChecker.faults(one, schedule(0, 3, 4))).contains("2 of 1 workers in use at 4");
    }

    @Test
    void aJobThatIsMissingOrCutShortIsFound() {
        assertThat(ScheduleChecker.faults(PROBLEM, Map.of())).hasSize(1);
        Map<String, Span> cut = new LinkedHashMap<>(schedule(0, 3, 3));
        cut.put("c", new Span(3, 6));
        assertThat(ScheduleChecker.faults(PROBLEM, cut)).containsExactly("c ran from 3 for 3 instead of 4");
    }

    @Test
    void aMakespanUnderAProvenBoundIsFound() {
        assertThat(ScheduleChecker.faults(problem(8), schedule(0, 3, 3)))
                .containsExactly("a makespan of 7 is under the lower bound 8");
    }
}
