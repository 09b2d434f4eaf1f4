package dev.orchestration.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Table;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandLineTest {
    private final List<Benchmark> known = new ArrayList<>(List.of(named("memory"), named("graph")));

    @Test
    void withoutWordsEverythingIsMeasured() throws Exception {
        assertThat(parse().names()).containsExactly("memory", "graph");
    }

    @Test
    void namesAreMeasuredInTheOrderGiven() throws Exception {
        assertThat(parse("graph", "memory").names()).containsExactly("graph", "memory");
    }

    @Test
    void anUnknownNameIsToldWithTheKnownOnes() {
        assertThatThrownBy(() -> parse("grpah")).hasMessage("there is no benchmark 'grpah'; there are memory, graph");
    }

    @Test
    void jsonNeedsAFile() {
        assertThatThrownBy(() -> parse("graph", "--json")).hasMessage("--json needs a file to write to");
    }

    @Test
    void theFileIsRelativeToWhereTheCommandWasCalled() throws Exception {
        assertThat(parse("--json", "figures.json").json()).hasFileName("figures.json");
    }

    @Test
    void theMachineIsCalibratedBeforeAnythingElse() throws Exception {
        known.add(named("calibration"));

        assertThat(parse("graph").names()).containsExactly("calibration", "graph");
        assertThat(parse("--here", "graph").names()).containsExactly("graph");
    }

    private CommandLine parse(String... words) throws CommandLine.UsageException {
        return CommandLine.parse(words, known);
    }

    private static Benchmark named(String name) {
        return new Benchmark() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public String about() {
                return "";
            }

            @Override
            public List<Table> run() {
                return List.of();
            }
        };
    }
}
