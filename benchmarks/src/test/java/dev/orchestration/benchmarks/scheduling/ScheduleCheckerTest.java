package dev.orchestration.benchmarks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.benchmarks.measure.WrongResultException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ScheduleCheckerTest {
    /** Two tasks of which each takes more than half, then one that needs the first. */
    private final Instance instance = new Instance(
            "small",
            List.of(
                    new Job("a", 3, List.of(6), List.of()),
                    new Job("b", 2, List.of(5), List.of()),
                    new Job("c", 1, List.of(5), List.of(0))),
            List.of(10));

    private final ScheduleChecker checker = new ScheduleChecker(instance, 5);

    @Test
    void aRightScheduleIsTaken() {
        checker.check(schedule(new long[] {0, 3, 5}, new long[] {3, 5, 6}));
    }

    @Test
    void whatEndsGivesBackBeforeWhatStartsTakes() {
        checker.check(schedule(new long[] {0, 3, 3}, new long[] {3, 5, 4}));
    }

    @Test
    void tooMuchAtOnceIsSeen() {
        assertThatThrownBy(() -> checker.check(schedule(new long[] {0, 2, 4}, new long[] {3, 4, 5})))
                .isInstanceOf(WrongResultException.class)
                .hasMessageContaining("at 2 11 of 10 of resource 0 are in use");
    }

    @Test
    void aStartBeforeTheEndOfADependencyIsSeen() {
        assertThatThrownBy(() -> checker.check(schedule(new long[] {3, 0, 2}, new long[] {6, 2, 3})))
                .hasMessageContaining("c starts at 2, before the end of a");
    }

    @Test
    void aTaskThatIsCutShortIsSeen() {
        assertThatThrownBy(() -> checker.check(schedule(new long[] {0, 3, 5}, new long[] {3, 4, 6})))
                .hasMessageContaining("b runs from 3 to 4, not for 2");
    }

    @Test
    void aTaskThatIsLeftOutIsSeen() {
        assertThatThrownBy(() -> checker.check(schedule(new long[] {0, 3}, new long[] {3, 5})))
                .hasMessageContaining("it has 2 of 3 tasks");
    }

    @Test
    void aMakespanUnderTheProvenBoundIsSeen() {
        assertThatThrownBy(() ->
                        new ScheduleChecker(instance, 7).check(schedule(new long[] {0, 3, 5}, new long[] {3, 5, 6})))
                .hasMessageContaining("its makespan 6 is under the proven bound 7.0");
    }

    @ParameterizedTest
    @EnumSource
    void everyRuleMakesRightSchedules(Rule rule) {
        Schedule schedule = ParallelGeneration.schedule(instance, rule);

        checker.check(schedule);
        assertThat(schedule.makespan()).isEqualTo(5);
    }

    private static Schedule schedule(long[] starts, long[] ends) {
        return new Schedule(list(starts), list(ends));
    }

    private static List<Long> list(long[] values) {
        return Arrays.stream(values).boxed().toList();
    }
}
