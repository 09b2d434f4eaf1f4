package dev.orchestration.tasks.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "500ms, PT0.5S",
        "30s, PT30S",
        "5, PT5S",
        "0.25, PT0.25S",
        "5m, PT5M",
        "2h, PT2H",
        "1d, PT24H",
        "1.5h, PT1H30M",
        "0s, PT0S",
        "0.25ms, PT0.00025S",
        "PT5M, PT5M",
        "P1DT1S, PT24H1S",
        "36525d, PT876600H"
    })
    void textsAreReadByTheirUnit(String text, Duration expected) {
        assertThat(Durations.parse(text)).isEqualTo(expected);
    }

    @Test
    void numbersAreSeconds() {
        assertThat(Durations.parse(60L)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Durations.parse(0.1)).isEqualTo(Duration.ofMillis(100));
        assertThat(Durations.parse(new BigDecimal("0.0000000019"))).isEqualTo(Duration.ofNanos(1));
    }

    static Stream<Object> nonsense() {
        return Stream.of(
                "",
                "-5",
                ".5",
                "5.",
                "1e3",
                "9".repeat(400),
                "5 m",
                "m",
                "-5s",
                "1e3s",
                "5M",
                "PT",
                "P1M",
                "-PT1S",
                "٣s",
                "9".repeat(400) + "s",
                true,
                List.of(),
                -1L,
                -0.001,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new BigInteger("9".repeat(50)),
                1e300,
                "36526d",
                "PT9999999999999999H",
                new BigDecimal("1e-400").negate().subtract(BigDecimal.ONE));
    }

    @ParameterizedTest
    @MethodSource("nonsense")
    void whatIsNoDurationIsRefusedByItsValue(Object value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.parse(value))
                .withMessageContaining("'" + value + "'");
    }

    @Test
    void nothingIsNoDuration() {
        assertThatIllegalArgumentException().isThrownBy(() -> Durations.parse(null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "100ms", "1500ms", "5s", "90s", "90m", "2h", "36h", "1d", "0.0005s"})
    void isWrittenAsPeopleWriteIt(String text) {
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
    }

    @Test
    void isWrittenInTheLargestUnitThatLeavesNothingOver() {
        assertThat(Durations.text(Duration.parse("PT1H30M"))).isEqualTo("90m");
        assertThat(Durations.text(Duration.ofDays(1))).isEqualTo("1d");
    }
}
