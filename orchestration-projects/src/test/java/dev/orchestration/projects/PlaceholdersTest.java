package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceholdersTest {
    private static String filled(String path, String text, String description) {
        Placeholders words = new Placeholders(Map.of("name", "demo", "description", description));
        return new String(words.fill(path, text.getBytes(StandardCharsets.UTF_8)), StandardCharsets.UTF_8);
    }

    @Test
    void onlyTheWordsOfAProjectAreReplaced() {
        assertThat(filled("a.txt", "{{name}} {{ name }} {{other}} {{item.name}} {name} {{name}}", ""))
                .isEqualTo("demo {{ name }} {{other}} {{item.name}} {name} demo");
    }

    @Test
    void whatIsFilledInIsNotLookedAtAgain() {
        assertThat(filled("a.txt", "{{description}}", "{{name}} $1 \\1")).isEqualTo("{{name}} $1 \\1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '^',
            value = {
                "a.yaml ~ say \"x\"\\ : # ~ say \\\"x\\\"\\\\ : #",
                "a.json ~ \"a\" ~ \\\"a\\\"",
                "a.html ~ <b>'&\" ~ &lt;b&gt;&#39;&amp;&quot;",
                "a.md ~ [x](y) `z` <!-- ~ \\[x\\](y) \\`z\\` &lt;\\!--",
                "a.sh ~ $(rm -rf x); `y` 'z' ~ rm -rf x y z",
                "a.py ~ \"\"\"import os; ~ import os",
                "Makefile ~ a$b ~ ab",
                "a.txt ~ $(x) 'y' ~ $(x) 'y'"
            })
    void itStaysTextInAFileOfItsKind(String path, String description, String expected) {
        assertThat(filled(path, "{{description}}", description)).isEqualTo(expected);
    }

    @Test
    void whatIsNoTextIsLeftAlone() {
        Placeholders words = new Placeholders(Map.of("name", "demo"));
        byte[] latin = "{{name}} \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        byte[] zero = "{{name}}\0".getBytes(StandardCharsets.UTF_8);
        assertThat(words.fill("a.txt", latin)).isEqualTo(latin);
        assertThat(words.fill("a.txt", zero)).isEqualTo(zero);
    }
}
