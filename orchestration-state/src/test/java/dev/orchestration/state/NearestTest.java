package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NearestTest {
    private static final List<String> KNOWN = List.of("fetch", "fetch-data", "Report", "rows", "rowe");

    @ParameterizedTest
    @CsvSource({
        "fecth, fetch",
        "fetsh, fetch",
        "fetchdata, fetch-data",
        "REPORT, Report",
        "raport, Report",
        "row, rows",
        "xyz,",
        "fe,",
        "'',"
    })
    void aMistypedNameMeansTheKnownOneWithTheFewestChanges(String word, String meant) {
        assertThat(new Nearest(KNOWN).find(word).orElse(null)).isEqualTo(meant);
    }

    @Test
    void theSuggestionIsTheEndOfASentence() {
        assertThat(Nearest.suggestion("fecth", KNOWN)).isEqualTo("; did you mean 'fetch'?");
        assertThat(Nearest.suggestion("other", KNOWN)).isEmpty();
        assertThat(Nearest.suggestionOrKnown("other", List.of("a", "b"))).isEqualTo("; known: a, b");
        assertThat(Nearest.suggestionOrKnown("other", List.of())).isEqualTo("; known: none");
        assertThat(Nearest.suggestionOrKnown("x", Collections.nCopies(21, "abc")))
                .endsWith("abc, …");
    }

    @Test
    void workIsBoundedOverTheLifeOfAnObject() {
        List<String> many = Collections.nCopies(1_000_000, "name-of-a-step");
        Nearest nearest = new Nearest(many);
        assertThat(nearest.find("nome-of-a-step")).isPresent();
        for (int i = 0; i < 100_000; i++) {
            nearest.find("no-name-of-any-step");
        }
        assertThat(nearest.find("nome-of-a-step")).isEmpty();
    }

    @Test
    void aWordThatIsTooLongToBeATypingErrorIsNotCompared() {
        assertThat(Nearest.suggestion("x".repeat(1_000_000), List.of("x".repeat(1_000_000))))
                .isEmpty();
    }
}
