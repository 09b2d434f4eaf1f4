package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.event.EventSamples;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {
    @Test
    void whatIsFrozenIsCopiedInDepth() {
        List<Object> inner = new ArrayList<>(List.of("a"));
        Map<String, Object> outer = new HashMap<>(Map.of("list", inner));
        Map<String, Object> frozen = Json.freezeMap(outer, "a value");
        inner.add("b");
        outer.put("later", 1);
        assertThat(frozen).isEqualTo(Map.of("list", List.of("a")));
    }

    @Test
    void whatIsFrozenCannotBeChangedAtAnyDepth() {
        Map<String, Object> frozen = Json.freezeMap(Map.of("list", new ArrayList<>(List.of("a"))), "a value");
        assertThatThrownBy(() -> frozen.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list(frozen.get("list")).clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> list(Json.read("[1]")).clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void numbersHaveOneFormEach() {
        assertThat(Json.freeze(List.of((byte) 1, (short) 1, 1, 1L, BigInteger.ONE), "x"))
                .isEqualTo(List.of(1L, 1L, 1L, 1L, 1L));
        assertThat(Json.freeze(List.of(0.5f, 0.5, new BigDecimal("0.50")), "x")).isEqualTo(List.of(0.5, 0.5, 0.5));
        assertThat(Json.freeze(0.1f, "x")).isEqualTo(0.1);
        assertThat(Json.freeze(-0.0, "x")).isEqualTo(0.0);
        assertThat(Json.read("-0.0")).isEqualTo(0.0);
    }

    @ParameterizedTest
    @CsvSource({
        "9223372036854775807, java.lang.Long",
        "9223372036854775808, java.math.BigInteger",
        "-9223372036854775809, java.math.BigInteger",
        "0.1, java.lang.Double",
        "1e5, java.lang.Double",
        "0.10000000000000000000001, java.math.BigDecimal",
        "1e400, java.math.BigDecimal"
    })
    void aNumberIsReadWithoutLosingADigit(String text, Class<?> type) {
        Object number = Json.read(text);
        assertThat(number).isInstanceOf(type);
        assertThat(new BigDecimal(String.valueOf(number))).isEqualByComparingTo(text);
        assertThat(Json.read(Json.write(number))).isEqualTo(number);
    }

    @Test
    void aNumberThatCouldNotBeReadBackIsNotFrozen() {
        assertThat(Json.read(Json.write(Json.freeze(BigInteger.TEN.pow(999), "x"))))
                .isEqualTo(BigInteger.TEN.pow(999));
        assertNotJson(BigInteger.TEN.pow(1_000), "step a", "1000 characters");
        assertNotJson(BigInteger.ONE.shiftLeft(10_000_000), "step a", "1000 characters");
        assertNotJson(new BigDecimal(BigInteger.TEN.pow(1_000).add(BigInteger.ONE)), "step a", "1000 characters");
    }

    @Test
    void aRefusalNamesThePlaceAndTheJavaType() {
        assertNotJson(Map.of("rows", List.of(1, Set.of())), "step a.rows[1]", "java.util.ImmutableCollections");
        assertNotJson(Map.of("when", java.time.Duration.ZERO), "step a.when", "java.time.Duration");
        assertNotJson(Map.of(1, "x"), "step a", "key that is no text");
        assertNotJson(List.of(Double.NaN), "step a[0]", "NaN");
        assertNotJson(Float.POSITIVE_INFINITY, "step a", "Infinity");
        assertNotJson('c', "step a", "java.lang.Character");
        assertNotJson(new int[1], "step a", "[I");
    }

    @Test
    void aKeyWithHalfACharacterIsRefusedButATextIsKept() {
        assertNotJson(Map.of("a\ud800", 1), "step a", "half a character");
        assertNotJson(Map.of("\udc00", 1), "step a", "half a character");
        assertThat(Json.read(Json.write("a\ud800"))).isEqualTo("a\ud800");
        assertThat(Json.read(Json.write(Map.of(EventSamples.HARD_KEY, 1L))))
                .isEqualTo(Map.of(EventSamples.HARD_KEY, 1L));
    }

    @Test
    void depthIsLimitedAndALoopIsFound() {
        assertThat(Json.read(Json.write(Json.freeze(EventSamples.nested(Json.MAX_DEPTH), "x"))))
                .isEqualTo(EventSamples.nested(Json.MAX_DEPTH));
        assertNotJson(EventSamples.nested(Json.MAX_DEPTH + 1), "step a", "deeper than 200");
        List<Object> loop = new ArrayList<>();
        loop.add(loop);
        assertNotJson(loop, "step a", "deeper than 200");
        String open = "[".repeat(100_000);
        assertThatThrownBy(() -> Json.read(open)).isInstanceOf(OrchestrationException.class);
    }

    @Test
    void aDuplicateKeyIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> Json.read("{\"a\":1,\n \"a\":2}"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON))
                .hasMessageContaining("\"a\"")
                .hasMessageContaining("line 2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "[1", "1 2", "nul", "{\"a\"}", "[1,]", "'a'", "NaN", "01", "1e99999999999"})
    void whatIsNotExactlyOneValueIsRefused(String text) {
        assertThatThrownBy(() -> Json.read(text))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON));
    }

    @Test
    void textIsWrittenCompactOrForPeople() {
        Object value = Json.read("{\"b\":[1,null,true],\"a\":{},\"c\":[]}");
        assertThat(Json.write(value)).isEqualTo("{\"b\":[1,null,true],\"a\":{},\"c\":[]}");
        assertThat(Json.pretty(value)).isEqualTo("""
                {
                  "b": [
                    1,
                    null,
                    true
                  ],
                  "a": {},
                  "c": []
                }""");
        assertThatThrownBy(() -> Json.write(new Object())).isInstanceOf(OrchestrationException.class);
    }

    @Test
    void everyHardValueComesBackEqual() {
        assertThat(Json.read(Json.write(EventSamples.hardJson()))).isEqualTo(EventSamples.hardJson());
        assertThat(Json.read(Json.pretty(EventSamples.hardJson()))).isEqualTo(EventSamples.hardJson());
        assertThat(Json.read("null")).isNull();
        assertThat(JsonValue.of(Arrays.asList(1, null), "x")).hasToString("[1,null]");
    }

    private static List<?> list(@Nullable Object value) {
        return (List<?>) Objects.requireNonNull(value);
    }

    private static void assertNotJson(Object value, String... words) {
        assertThatThrownBy(() -> Json.freeze(value, "step a"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON))
                .message()
                .contains(Arrays.asList(words));
    }
}
