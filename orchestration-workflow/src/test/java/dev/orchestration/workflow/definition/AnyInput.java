package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What holds of the reader for any text, and the definitions from which such texts are made. */
final class AnyInput {
    private AnyInput() {}

    /** Every definition of the tests and of the examples, good and bad. */
    static List<String> seeds() throws IOException {
        List<String> seeds = new ArrayList<>();
        for (String folder : List.of(
                "src/test/resources/good-definitions",
                "src/test/resources/bad-definitions",
                "../examples",
                "../orchestration-core/src/test/resources/specification")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(AnyInput::isDefinition).sorted().toList()) {
                    seeds.add(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                }
            }
        }
        return seeds;
    }

    private static boolean isDefinition(Path file) {
        String name = file.getFileName().toString();
        return (name.endsWith(".yaml") || name.endsWith(".json")) && !name.contains(".expected.");
    }

    /**
     * Reads a text: either its faults have a place in it, or it is a definition that comes back the same from its recorded
     * form. Says whether it is one.
     */
    static boolean isRead(String text, String name, String when) {
        ReadResult result;
        try {
            result = Reading.READER.read(text, name, Optional.of(Reading.actions()));
        } catch (RuntimeException | Error e) {
            throw new AssertionError(when + ": " + e + " for\n" + text, e);
        }
        int lines = (int) text.lines().count() + 1;
        for (Fault fault : result.errors()) {
            assertThat(fault.line()).as(when + ": " + fault).isBetween(1, lines);
            assertThat(fault.column()).as(when + ": " + fault).isPositive();
            assertThat(fault.message()).as(when).isNotBlank();
        }
        assertThat(result.definition().isPresent())
                .as(when)
                .isEqualTo(result.errors().isEmpty());
        result.definition().ifPresent(definition -> {
            ReadResult again = Reading.READER.read(definition.json(), "w.json", Optional.of(Reading.actions()));
            assertThat(again.errors()).as(when + "\n" + text).isEmpty();
            assertThat(again.definition().orElseThrow().digest()).as(when).isEqualTo(definition.digest());
        });
        return result.definition().isPresent();
    }
}
