package dev.orchestration.workflow.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.workflow.simulation.Problem.Job;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The files are read as whoever wrote them meant. */
class InstancesTest {
    @Test
    void anRcpspInstanceHasItsJobsDemandsAndBounds() throws IOException {
        List<Problem> problems = Instances.rcpsp("j30", 1);
        assertThat(problems).hasSize(48);
        Problem first = problems.stream()
                .filter(problem -> problem.name().equals("j301_1.sm"))
                .findFirst()
                .orElseThrow();
        assertThat(first.jobs()).hasSize(32);
        assertThat(first.jobs().get("j8")).isEqualTo(new Job("j8", 9, List.of("j3"), Map.of("r1", 1)));
        assertThat(first.criticalPath()).isEqualTo(38);
        assertThat(first.capacities()).isEqualTo(Map.of("r0", 12, "r1", 13, "r2", 4, "r3", 12));
        assertThat(first.best()).isEqualTo(43);
    }

    @Test
    void aTraceHasItsTasksAndTheirRunTimes() throws IOException {
        List<Problem> traces = Instances.traces(16);
        assertThat(traces).hasSize(8);
        Problem chain = traces.stream()
                .filter(problem -> problem.name().startsWith("helloworld-chain-5"))
                .findFirst()
                .orElseThrow();
        assertThat(chain.jobs()).hasSize(5);
        assertThat(chain.criticalPath())
                .isEqualTo(
                        chain.jobs().values().stream().mapToLong(Job::duration).sum());
    }
}
