package dev.orchestration.workflow.definition;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What Jazzer makes of the definitions here, led by the branches that its inputs reach. A build gives the reader the seeds
 * alone; {@code JAZZER_FUZZ=1} and one method begin the search.
 */
final class DefinitionFuzzTest {
    private static final String FOR = "2m";

    @MethodSource("seeds")
    @FuzzTest(maxDuration = FOR)
    void anyYamlIsReadOrItsFaultsAreTold(byte[] input) {
        AnyInput.isRead(text(input), "w.yaml", "yaml");
    }

    @MethodSource("seedsAsJson")
    @FuzzTest(maxDuration = FOR)
    void anyJsonIsReadOrItsFaultsAreTold(byte[] input) {
        AnyInput.isRead(text(input), "w.json", "json");
    }

    private static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8);
    }

    static Stream<byte[]> seeds() throws IOException {
        return AnyInput.seeds().stream().map(text -> text.getBytes(StandardCharsets.UTF_8));
    }

    /** Those that are valid, in the form in which they are recorded, and all that are JSON already. */
    static Stream<byte[]> seedsAsJson() throws IOException {
        return AnyInput.seeds().stream()
                .flatMap(text -> Stream.concat(
                        Stream.of(text).filter(any -> any.stripLeading().startsWith("{")),
                        Reading.yaml(text).definition().map(WorkflowDefinition::json).stream()))
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    }
}
