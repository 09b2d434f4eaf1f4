package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file of {@code bad-definitions} has a file beside it with the faults it has, {@code line:column code}. */
final class BadDefinitionsTest {
    private static final Path FOLDER = Path.of("src/test/resources/bad-definitions");

    static Stream<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files
                    .map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".faults"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("files")
    void everyFaultIsToldWithItsPlace(String file) throws IOException {
        ReadResult result = Reading.READER.read(FOLDER.resolve(file), Optional.of(Reading.actions()));
        List<String> expected = Files.readAllLines(FOLDER.resolve(file + ".faults"));
        assertThat(Reading.faults(result)).as(() -> result.errors().toString()).containsExactlyElementsOf(expected);
        assertThat(result.definition()).isEmpty();
    }

    @Test
    void everyCodeOfAnErrorHasAnExample() throws IOException {
        Set<String> codes = new TreeSet<>();
        for (String file : files().toList()) {
            Files.readAllLines(FOLDER.resolve(file + ".faults"))
                    .forEach(line -> codes.add(line.substring(line.indexOf(" ") + 1)));
        }
        Set<String> missing = new TreeSet<>();
        for (FaultCode code : FaultCode.values()) {
            missing.add(code.wire());
        }
        missing.removeAll(codes);
        // Warnings, faults of a folder, and a limit that would need a large file: tested elsewhere.
        assertThat(missing)
                .containsExactly(
                        "duplicate_workflow",
                        "implied_dependency",
                        "missing_secret",
                        "retry_without_retries",
                        "too_many_faults",
                        "undeclared_resource",
                        "unknown_schema_word",
                        "unreadable");
    }
}
