package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00.000000Z",
        "-1, 1969-12-31T23:59:59.999999Z",
        "1769850300000123, 2026-01-31T09:05:00.000123Z",
        "1767225600000000, 2026-01-01T00:00:00.000000Z"
    })
    void aTimeIsTextWithSixFractionDigitsAndBack(long micros, String text) {
        assertThat(Times.iso(micros)).isEqualTo(text);
        assertThat(Times.micros(text)).isEqualTo(micros);
    }

    @Test
    void aTimeOfALaterCenturyIsRead() {
        assertThat(Times.iso(Times.micros("2999-12-31T23:59:59.000001Z"))).isEqualTo("2999-12-31T23:59:59.000001Z");
        assertThat(Times.iso(Times.micros("1600-01-01T00:00:00.999999Z"))).isEqualTo("1600-01-01T00:00:00.999999Z");
    }
}
