package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";
    private static final String TEXT = "00-" + TRACE + "-" + SPAN + "-01";

    @Test
    void whatIsReadIsWrittenAgain() {
        TraceContext read = TraceContext.parse(TEXT, "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");

        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.spanId()).isEqualTo(SPAN);
        assertThat(read.traceparent()).isEqualTo(TEXT);
        assertThat(read.variables())
                .containsEntry("TRACEPARENT", TEXT)
                .containsEntry("TRACESTATE", "rojo=00f067aa0ba902b7,congo=t61rcWkgMzE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-" + TRACE + "-" + SPAN,
                "ff-" + TRACE + "-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-01-more",
                "00-00000000000000000000000000000000-" + SPAN + "-01",
                "00-" + TRACE + "-0000000000000000-01",
                "00-0AF7651916CD43DD8448EB211C80319C-" + SPAN + "-01",
                "00-" + TRACE + "-" + SPAN + "-1",
                "zz-" + TRACE + "-" + SPAN + "-01"
            })
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> TraceContext.parse(text, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no traceparent");
    }

    @Test
    void aLaterVersionIsReadAsFarAsItIsKnown() {
        assertThat(TraceContext.parse("cc-" + TRACE + "-" + SPAN + "-01-what-else", null)
                        .traceparent())
                .isEqualTo(TEXT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "no member", "a=1,,", "A=1", "a=ü", "a=\n"})
    void aMalformedStateIsLeftOut(String state) {
        assertThat(TraceContext.parse(TEXT, state).state()).isNull();
    }

    @Test
    void aLongStateIsLeftOut() {
        assertThat(TraceContext.parse(TEXT, "a=" + "x".repeat(510)).state()).hasSize(512);
        assertThat(TraceContext.parse(TEXT, "a=" + "x".repeat(511)).state()).isNull();
    }

    @Test
    void theSameThingIsTheSameSpanEverywhere() {
        TraceContext own = TraceContext.of("7k2m");

        assertThat(own).isEqualTo(TraceContext.of("7k2m")).isNotEqualTo(TraceContext.of("7k2n"));
        assertThat(TraceContext.parse(own.traceparent(), null)).isEqualTo(own);
        assertThat(own.child("a")).isEqualTo(own.child("a")).isNotEqualTo(own.child("b"));
        assertThat(own.child("a").traceId()).isEqualTo(own.traceId());
    }
}
