package dev.orchestration.workflow.simulation;

import static dev.orchestration.workflow.simulation.Workflows.told;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskStatus;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    @Test
    void whatIsReadyRunsAtOnceAndWhatDependsRunsAfter() {
        Schedule schedule = Workflows.of("a 3", "b 2", "c 4: a b").on(2);
        assertThat(told(schedule)).containsExactly("a 0-3", "b 0-2", "c 3-7");
        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(7));
        assertThat(schedule.status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(schedule.results().get("c").result()).isEqualTo("output of c");
    }

    @Test
    void oneSlotIsGivenToOneAtATime() {
        assertThat(told(Workflows.of("a 3", "b 2", "c 4").on(1))).containsExactly("a 0-3", "b 3-5", "c 5-9");
    }

    @Test
    void whoHoldsWhatIsTold() {
        Schedule schedule = Workflows.of("a 3", "b 2")
                .needs("a", "gpu", 2)
                .needs("b", "gpu", 1)
                .on(9);
        assertThat(told(schedule)).containsExactly("a 0-3", "b 3-5");
        assertThat(schedule.attempts().get(0).held()).isEqualTo(Map.of(new ResourceId("gpu"), 2.0));
    }

    /** A gpu is free at second 1, and "big" can have both at second 4: "small" would delay it, "tiny" does not. */
    @Test
    void whoPassesABigRequestDoesNotDelayIt() {
        Schedule schedule = Workflows.of(
                        "first 4", "gate 1", "big 9: gate", "end 90: big", "small 5: gate", "tiny 3: gate")
                .needs("first", "gpu", 1)
                .needs("big", "gpu", 2)
                .needs("small", "gpu", 1)
                .needs("tiny", "gpu", 1)
                .on(9);
        assertThat(told(schedule))
                .containsExactly("gate 0-1", "first 0-4", "tiny 1-4", "big 4-13", "end 13-103", "small 13-18");
    }

    @Test
    void aFailedAttemptIsTriedAgainAfterItsBackoff() {
        Schedule schedule = Workflows.of("a 3", "b 1: a").fails("a", 1, 2).on(1);
        assertThat(schedule.attempts())
                .extracting(Schedule.Stint::outcome)
                .containsExactly(Outcome.FAILED, Outcome.COMPLETED, Outcome.COMPLETED);
        Schedule.Stint second = schedule.attempts().get(1);
        assertThat(second.attempt()).isEqualTo(2);
        assertThat(second.start()).isBetween(3_800_000L, 4_200_000L);
        assertThat(schedule.results().get("a").attempts()).isEqualTo(2);
    }

    @Test
    void whatFailsForGoodBlocksWhatDependsOnIt() {
        Schedule schedule =
                Workflows.of("a 3", "b 1: a", "c 1").fails("a", 1, 0).on(1);
        assertThat(schedule.status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(schedule.results().get("b").blockedBy()).containsExactly("a");
        assertThat(schedule.results().get("c").status()).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void anAttemptThatTakesTooLongIsCutShort() {
        Schedule schedule = Workflows.of("a 9").timeout("a", 5).on(1);
        assertThat(told(schedule)).containsExactly("a 0-5");
        assertThat(schedule.attempts().get(0).outcome()).isEqualTo(Outcome.TIMED_OUT);
    }

    @Test
    void aWaitTakesNoSlot() {
        Schedule schedule = Workflows.of("nap 9", "a 3", "b 4").waits("nap").on(1);
        assertThat(told(schedule)).containsExactly("a 0-3", "b 3-7");
        assertThat(schedule.makespan()).isEqualTo(Duration.ofSeconds(9));
    }

    @Test
    void aStepWhoseConditionIsFalseIsSkipped() {
        Schedule schedule = Workflows.of("a 3", "b 1: a").skips("a").on(1);
        assertThat(told(schedule)).containsExactly("b 0-1");
        assertThat(schedule.results().get("a").status()).isEqualTo(TaskStatus.SKIPPED);
    }

    @Test
    void theLimitsOfTheExecutionHold() {
        Workflows workflow = Workflows.of("a 5", "b 4", "c 3");
        assertThat(told(workflow.on(9, new Scenario.Limits(1, null, false))))
                .containsExactly("a 0-5", "b 5-9", "c 9-12");
        Schedule cut = workflow.on(1, new Scenario.Limits(1, Duration.ofSeconds(7), false));
        assertThat(told(cut)).containsExactly("a 0-5", "b 5-7");
        assertThat(cut.status()).isEqualTo(WorkflowStatus.FAILED);
        Schedule stopped = workflow.fails("a", 1, 0).on(1, new Scenario.Limits(1, null, true));
        assertThat(told(stopped)).containsExactly("a 0-5");
    }

    @Test
    void whatCanNeverStartIsRefusedAllAtOnce() {
        Workflows workflow =
                Workflows.of("a 5", "b 4", "c 3").needs("a", "gpu", 3).needs("c", "tpu", 1);
        assertThatThrownBy(() -> workflow.on(1))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEFINITION_INVALID))
                .hasMessageContainingAll("a: ", "gpu", "c: ", "tpu");
    }

    @Test
    void aYearTakesAMoment() {
        int day = 86_400;
        Schedule schedule =
                Workflows.of("a " + 300 * day, "b " + 65 * day + ": a").on(1);
        assertThat(schedule.makespan()).isEqualTo(Duration.ofDays(365));
    }
}
