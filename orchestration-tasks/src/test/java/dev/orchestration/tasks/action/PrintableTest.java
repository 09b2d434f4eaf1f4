package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PrintableTest {
    @Test
    void coloursTitlesAndLinksAreRemoved() {
        assertThat(Printable.text(
                        "\u001B[1;31mred\u001B[0m \u001B]0;owned\u0007a\u001B]8;;http://x\u001B\\b\u001B(Bc\u001Bcd"))
                .isEqualTo("red abcd");
    }

    @Test
    void everyKindOfLineEndBecomesANewline() {
        assertThat(Printable.text("1%\r2%\r\nend\tx")).isEqualTo("1%\n2%\nend\tx");
    }

    @Test
    void aLineCannotBeginAnother() {
        assertThat(Printable.line("ok\r\n2026 ERROR forged\u001B[2K")).isEqualTo("ok\\n2026 ERROR forged");
    }

    @Test
    void controlsAndMarksOfDirectionAreRemoved() {
        assertThat(Printable.text("a\u0000\u0008\u007F\u009B31mb\u202Egnp.exe\u2066"))
                .isEqualTo("abgnp.exe");
    }

    @Test
    void lettersOfAllScriptsStay() {
        assertThat(Printable.text("grüß 漢字 😀 עברית")).isEqualTo("grüß 漢字 😀 עברית");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u001B]", "\u001B[", "\u001B", "\u001B[1;", "\u001BP\u001B"})
    @Timeout(120)
    void hostileTextCostsLinearTime(String piece) {
        assertThat(Printable.text(piece.repeat(200_000))).doesNotContain("\u001B");
    }

    @Test
    void theLastLinesAreCutInWidthAndNumber() {
        assertThat(Printable.lastLines("a\nb\n\n  \nccccc\n", 2, 3)).isEqualTo("b\nccc…");
        assertThat(Printable.lastLines("", 2, 3)).isEmpty();
    }
}
