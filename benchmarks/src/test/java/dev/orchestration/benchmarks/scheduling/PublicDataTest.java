package dev.orchestration.benchmarks.scheduling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The readers are right if the textbook rules give the figures that are known of them. */
class PublicDataTest {
    private final Path folder = Path.of(System.getProperty("orchestration.shared"), "data");

    @BeforeEach
    void needsTheData() {
        assumeTrue(
                "true".equals(System.getenv("CI")) || Files.isDirectory(folder),
                "there is no ../shared/data beside the repository");
    }

    @Test
    void theLatestStartRuleIsAsFarAboveTheBestKnownAsItIsKnownToBe() throws IOException {
        assertThat(excess("j30")).isEqualTo(4.77, within(0.01));
        assertThat(excess("j60")).isEqualTo(4.85, within(0.01));
    }

    @Test
    void aTraceHasItsTasksAndTheirParents() throws IOException {
        Instance fork = PublicData.at(folder).traces().stream()
                .map(PublicData.Problem::instance)
                .filter(instance -> instance.name().startsWith("helloworld-forkjoin-10"))
                .findFirst()
                .orElseThrow();

        assertThat(fork.size()).isEqualTo(10);
        assertThat(fork.jobs()).filteredOn(job -> job.dependencies().isEmpty()).hasSize(1);
        assertThat(fork.capacities()).containsExactly(16);
    }

    private double excess(String set) throws IOException {
        List<PublicData.Problem> problems = PublicData.at(folder).psplib(set);
        return problems.stream()
                .mapToDouble(problem -> ParallelGeneration.schedule(problem.instance(), Rule.LST)
                                .makespan()
                        / problem.reference())
                .map(ratio -> 100 * (ratio - 1))
                .average()
                .orElseThrow();
    }
}
