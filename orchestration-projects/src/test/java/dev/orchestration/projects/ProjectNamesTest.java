package dev.orchestration.projects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectNamesTest {
    @ParameterizedTest
    @ValueSource(strings = {"a", "Z9", "my-project", "my_project", "v1.2", "console", "com10", "a.b-c_d", "x_", "7"})
    void plainNamesAreTaken(String name) {
        assertThat(ProjectNames.check(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "../x",
                "a/b",
                "a\\b",
                "/etc",
                "C:",
                "a..b",
                ".hidden",
                "-rf",
                "_x",
                "trailing.",
                "a b",
                "a\tb",
                "a\nb",
                "a\0b",
                "a\u202eb",
                "\u200ea",
                "é",
                "漢字",
                "a:b",
                "a*b",
                "a?b",
                "{{name}}",
                "$HOME",
                "a'b",
                "a;b",
                "~",
                "con",
                "CON",
                "Con.txt",
                "prn",
                "aux.tar.gz",
                "NUL",
                "com1",
                "LPT9.log"
            })
    void whatIsNoFolderEverywhereIsRefused(String name) {
        assertThatThrownBy(() -> ProjectNames.check(name)).extracting("code").isEqualTo(ErrorCode.BAD_PARAMETERS);
    }

    @Test
    void aHundredCharactersAreEnough() {
        assertThat(ProjectNames.check("x".repeat(100))).hasSize(100);
        assertThatThrownBy(() -> ProjectNames.check("x".repeat(101))).hasMessageContaining("at most 100");
    }

    @Test
    void aRefusalShowsNothingThatATerminalWouldObey() {
        assertThatThrownBy(() -> ProjectNames.check("a\u001b[31m\u202e"))
                .satisfies(
                        e -> assertThat(e.getMessage()).doesNotContain("\u001b").doesNotContain("\u202e"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"two\nlines", "a\0b", "\u202eright to left", "{{secret.TOKEN}}", "x}}"})
    void aDescriptionIsOneLineOfPlainText(String text) {
        assertThatThrownBy(() -> ProjectNames.checkText("description", text))
                .hasMessageContaining("the description")
                .extracting("code")
                .isEqualTo(ErrorCode.BAD_PARAMETERS);
    }
}
