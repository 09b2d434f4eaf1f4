package dev.orchestration.docs.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class GlyphsTest {
    private final Glyphs glyphs = new Glyphs();

    @Test
    void textIsAsWideAsItsLettersAndTwiceAsWideInTwiceTheSize() {
        assertThat(glyphs.width("Wi", 10)).isEqualTo(glyphs.width("W", 10) + glyphs.width("i", 10));
        assertThat(glyphs.width("abc", 20)).isEqualTo(2 * glyphs.width("abc", 10));
        assertThat(glyphs.width("W", 10)).isGreaterThan(2 * glyphs.width("i", 10));
    }

    @Test
    void whatDoesNotFitIsCutAndNothingElse() {
        assertThat(glyphs.fitting("short", 10, 100)).isEqualTo("short");
        String cut = glyphs.fitting("a long text that does not fit", 10, 60);
        assertThat(cut).startsWith("a long").endsWith("…");
        assertThat(glyphs.width(cut, 10)).isLessThanOrEqualTo(60);
        assertThat(glyphs.fitting("🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆🦆", 10, 60)).matches("(🦆)+…");
    }

    @Test
    void lettersOfManyScriptsHaveOutlinesAndTheRestIsABox() {
        String box = glyphs.outline("日", 0, 0, 10);

        assertThat(box).isEqualTo(glyphs.outline("🦆", 0, 0, 10)).isNotEmpty();
        for (String letter : new String[] {"a", "ß", "é", "ж", "Ω", "…"}) {
            assertThat(glyphs.outline(letter, 0, 0, 10)).isNotEmpty().isNotEqualTo(box);
        }
        assertThat(glyphs.outline(" ", 0, 0, 10)).isEmpty();
    }

    @Test
    void numbersAreAsShortAsTheyCanBe() {
        assertThat(Numbers.of(0)).isEqualTo("0");
        assertThat(Numbers.of(-0.001)).isEqualTo("0");
        assertThat(Numbers.of(1.5)).isEqualTo("1.5");
        assertThat(Numbers.of(-1.05)).isEqualTo("-1.05");
        assertThat(Numbers.of(12.346)).isEqualTo("12.35");
    }
}
