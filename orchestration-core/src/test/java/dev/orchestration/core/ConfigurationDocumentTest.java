package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.configuration.ConfigurationKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConfigurationDocumentTest {
    @Test
    void theTableOfTheDocumentIsThatOfTheKeys() throws IOException {
        Path document = SourceTree.ours().root().resolve("docs/configuration.md");
        Stream<String> rows = Files.readAllLines(document).stream().filter(line -> line.startsWith("| `"));

        assertThat(rows)
                .containsExactlyElementsOf(ConfigurationKey.all().stream()
                        .map(ConfigurationDocumentTest::row)
                        .toList());
    }

    private static String row(ConfigurationKey key) {
        String flag = key.flag() == null ? "" : "`" + key.flag() + "`";
        return "| "
                + String.join(
                        " | ",
                        "`" + key.key() + "`",
                        key.type(),
                        key.usual(),
                        "`" + key.variable() + "`",
                        flag,
                        key.description())
                + " |";
    }
}
