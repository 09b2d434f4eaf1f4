package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestKeyTest {
    private static final String SMILE = "\ud83d\ude00";

    @ParameterizedTest
    @ValueSource(strings = {"7", "order 7", "日本/ü", "a\u200db"})
    void aWordOfWhateverCharactersIsAKey(String key) {
        assertThat(RequestKey.require(key)).isEqualTo(key);
    }

    @Test
    void charactersAreCountedAsPeopleCountThem() {
        assertThat(RequestKey.fault(SMILE.repeat(200))).isNull();
        assertThat(RequestKey.fault(SMILE.repeat(201))).isEqualTo("has from 1 to 200 characters, not 201");
        assertThat(RequestKey.fault("")).isEqualTo("has from 1 to 200 characters, not 0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "\u0000", "\u007f", "\u009b2J", "\ud83d", "x\ude00y"})
    void controlCharactersAndHalvesOfPairsAreRefused(String key) {
        assertThatThrownBy(() -> RequestKey.require(key))
                .hasMessageStartingWith("a request key has no control characters")
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
    }
}
