package dev.orchestration.tasks.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The readers of CSV and YAML. */
final class TextFormatsTest {
    @Test
    void quotedFieldsMayHoldCommasQuotesAndNewlines() throws Exception {
        assertThat(CsvReader.read("a,b\n\"1,\"\"2\"\"\r\n3\",\n"))
                .isEqualTo(List.of(Map.of("a", "1,\"2\"\r\n3", "b", "")));
    }

    @Test
    void theLastLineEndMayBeMissingAndNothingIsNothing() throws Exception {
        assertThat(CsvReader.read("a\n1\n2")).hasSize(2);
        assertThat(CsvReader.read("a,b\n")).isEmpty();
        assertThat(CsvReader.read("")).isEmpty();
    }

    @Test
    void whatIsNotExactlyCsvIsRefusedWithItsLine() {
        assertCsvFault("a,b\n1\n", "line 2 has 1 fields, the header 2");
        assertCsvFault("a,b\n1,2\n1,2,3\n", "line 3 has 3 fields");
        assertCsvFault("a\n\"1\n2\"\nx\"y\n", "line 4: a quote inside");
        assertCsvFault("a\n\"1\n2", "line 2: a quote is never closed");
        assertCsvFault("a\n\"1\"2\n", "line 2: there is text after a closing quote");
        assertCsvFault("a,a\n", "'a' occurs twice");
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whatAWriterQuotedIsReadBack(long seed) throws Exception {
        Random random = new Random(seed);
        List<Map<String, String>> rows = new ArrayList<>();
        StringBuilder csv = new StringBuilder("x,y\r\n");
        for (int i = 0; i < 200; i++) {
            String x = noise(random);
            String y = noise(random);
            rows.add(Map.of("x", x, "y", y));
            csv.append(quoted(x)).append(',').append(quoted(y)).append("\r\n");
        }

        assertThat(CsvReader.read(csv.toString())).isEqualTo(rows);
    }

    private static String noise(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append("\",\r\nab ü".charAt(random.nextInt(8)));
        }
        return text.toString();
    }

    private static String quoted(String value) {
        return '"' + value.replace("\"", "\"\"") + '"';
    }

    @Test
    void yamlScalarsHaveTheTypesOfTheCoreSchema() throws Exception {
        assertThat(YamlReader.read("[010, 0o10, 0x1F, 1e3, True, ~, no, 2026-01-01, '5', 12345678901234567890]"))
                .isEqualTo(Arrays.asList(
                        10L,
                        8L,
                        31L,
                        1000.0,
                        true,
                        null,
                        "no",
                        "2026-01-01",
                        "5",
                        new BigInteger("12345678901234567890")));
    }

    @Test
    void yamlKeysAreTextsInTheirOrder() throws Exception {
        assertThat(YamlReader.read("b: 1\n1: {a: []}\ntrue: x\n")).hasToString("{b=1, 1={a=[]}, true=x}");
        assertThat(YamlReader.read("")).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            'a: &x 1\nb: *x'      | line 2: the alias *x
            'a: &x {k: 1}\nb:\n  <<: *x' | line 3: the merge key
            '&a [*a]'             | the alias *a
            'a: 1\nb: 2\na: 3'    | line 3: the key 'a' occurs twice
            'a: 1\n---\nb: 2'     | a second document
            'a: .inf'             | '.inf' has no form in JSON
            'a: !!binary aGk='    | has no form in JSON
            'a: [1'               | line
            '? [a, b]\n: 1'       | line 1
            """)
    void yamlThatIsNoPlainDataIsRefusedWithItsLine(String quotedText, String message) {
        String text = quotedText.replace("\\n", "\n");

        assertThatThrownBy(() -> YamlReader.read(text))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    void deepYamlIsRefusedAndOverflowsNothing() {
        assertThatThrownBy(() -> YamlReader.read("[".repeat(100_000))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> YamlReader.read("[".repeat(300) + "]".repeat(300)))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("depth");
    }

    private static void assertCsvFault(String text, String message) {
        assertThatThrownBy(() -> CsvReader.read(text))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining(message);
    }
}
