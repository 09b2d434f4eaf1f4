package dev.orchestration.state.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventCodecTest {
    static List<Event> every() {
        return EventSamples.every();
    }

    @ParameterizedTest
    @MethodSource("every")
    void everyEventComesBackEqual(Event event) {
        assertThat(EventCodec.decode(EventCodec.encode(List.of(event)))).containsExactly(event);
    }

    @Test
    void theSamplesHoldEveryTypeOfTheFamily() {
        Set<Class<?>> sampled = new HashSet<>();
        every().forEach(event -> sampled.add(event.getClass()));
        assertThat(sampled).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    }

    @Test
    void theEventsOfACommitStayInOrder() {
        assertThat(EventCodec.decode(EventCodec.encode(every()))).isEqualTo(every());
        assertThat(EventCodec.decode(EventCodec.encode(List.of()))).isEmpty();
    }

    @Test
    void theBytesAreValidUtf8EvenForLoneSurrogates() {
        String json = EventCodec.encode(every());
        assertThat(new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8))
                .isEqualTo(json);
    }

    @Test
    void theHotEventsHaveTheFormThatViewsRead() {
        Event started = new Event.AttemptStarted(5, new Activation(2, 7, 3), 1, 9L);
        assertThat(EventCodec.encode(List.of(started)))
                .isEqualTo("[{\"type\":\"AttemptStarted\",\"at\":5,\"node\":2,\"item\":7,\"n\":3,\"attempt\":1,"
                        + "\"deadline\":9}]");
        assertThat(EventCodec.encode(List.of(
                        new Event.ContextChanged(5, EventSamples.writes().subList(2, 4), "me"))))
                .isEqualTo("[{\"type\":\"ContextChanged\",\"at\":5,\"writes\":[{\"null\":\"report.empty\"},"
                        + "[\"report.old\"]],\"who\":\"me\"}]");
    }

    @Test
    void aValueAsDeepAsIsAllowedCanBeReadBack() {
        Object deepest = Json.freeze(EventSamples.nested(Json.MAX_DEPTH), "a value");
        Event noted = new Event.Noted(1, "x", "y", deepest);
        Event written = new Event.ContextChanged(1, List.of(new ContextWrite("k", new JsonValue(deepest))), "me");
        assertThat(EventCodec.decode(EventCodec.encode(List.of(noted, written))))
                .containsExactly(noted, written);
    }

    @Test
    void anEventOfANewerVersionIsRefusedByName() {
        assertThatThrownBy(() -> EventCodec.decode("[{\"type\":\"Teleported\",\"at\":1}]"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE))
                .hasMessageContaining("Teleported")
                .hasMessageContaining("newer version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[1]",
                "[{\"at\":1}]",
                "[{\"type\":\"ExecutionStarted\"}]",
                "[{\"type\":\"ExecutionPaused\",\"at\":1,\"reason\":2}]",
                "[{\"type\":\"ContextChanged\",\"at\":1,\"who\":\"x\",\"writes\":[[]]}]",
                "[{\"type\":\"ContextChanged\",\"at\":1,\"who\":\"x\",\"writes\":{}}]",
                "[{\"type\":\"AttemptEnded\",\"at\":1,\"node\":0,\"attempt\":1,\"started_at\":1,\"ended_at\":1,\"outcome\":\"foo\",\"next\":\"completed\"}]",
                "[{\"type\":\"AttemptStarted\",\"at\":1,\"node\":99999999999,\"attempt\":1}]",
                "[{\"type\":\"ExecutionReopened\",\"at\":1,\"round\":2,\"by\":\"x\",\"nodes\":[\"a\"]}]"
            })
    void malformedRowsAreRefused(String row) {
        assertThatThrownBy(() -> EventCodec.decode(row)).isInstanceOf(OrchestrationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"at\":1,\"type\":\"AttemptStarted\",\"node\":3,\"attempt\":1}",
                "{\"type\":\"AttemptStarted\",\"attempt\":1,\"node\":3,\"at\":1,\"deadline\":null}",
                "{\"type\":\"AttemptStarted\",\"at\":1,\"node\":3,\"attempt\":1,\"later\":[{\"a\":[]}]}"
            })
    void whoeverWroteTheFieldsInAnotherOrderOrMoreOfThemIsUnderstood(String event) {
        assertThat(EventCodec.decode("[" + event + "]"))
                .containsExactly(new Event.AttemptStarted(1, Activation.first(3), 1, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"node\":3,\"attempt\":1",
                "\"at\":1,\"attempt\":1",
                "\"at\":1,\"node\":3",
                "\"at\":1,\"node\":3000000000,\"attempt\":1",
                "\"at\":1,\"node\":3,\"attempt\":\"1\"",
                "\"at\":1,\"node\":3,\"attempt\":1.5",
                "\"at\":1,\"at\":1,\"node\":3,\"attempt\":1",
                "\"at\":1,\"node\":3,\"attempt\":1,\"type\":\"AttemptStarted\"",
                "\"at\":1,\"node\":3,\"attempt\":1,\"x\":{\"y\":1,\"y\":1}",
                "\"at\":1,\"node\":3,\"attempt\":1}] [{",
                "\"at\":1,\"node\":3,\"attempt\":99999999999999999999"
            })
    void aBeginOfAnAttemptThatLacksWhatItNeedsIsRefused(String fields) {
        assertThatThrownBy(() -> EventCodec.decode("[{\"type\":\"AttemptStarted\"," + fields + "}]"))
                .isInstanceOfAny(OrchestrationException.class, ArithmeticException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"outcome", "started_at", "ended_at", "next", "node", "attempt", "at"})
    void anEndOfAnAttemptThatLacksWhatItNeedsIsRefusedByName(String field) {
        Map<String, Object> fields = new LinkedHashMap<>(Map.of(
                "at",
                9,
                "node",
                3,
                "attempt",
                1,
                "outcome",
                "completed",
                "started_at",
                1,
                "ended_at",
                8,
                "next",
                "completed"));
        String whole = Json.write(fields);
        fields.remove(field);
        assertThat(EventCodec.decode("[{\"type\":\"AttemptEnded\"," + whole.substring(1) + "]"))
                .hasSize(1);
        assertThatThrownBy(() -> EventCodec.decode(
                        "[{\"type\":\"AttemptEnded\"," + Json.write(fields).substring(1) + "]"))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining("'" + field + "'");
    }

    @Test
    void anActivationIsCalledAsPeopleKnowIt() {
        assertThat(Activation.first(0).label("sum")).isEqualTo("sum");
        assertThat(new Activation(0, 4, 2).label("sum")).isEqualTo("sum[4]#2");
        assertThat(Activation.first(0).next()).isEqualTo(new Activation(0, Activation.NO_ITEM, 2));
    }

    @Test
    void frozenSamplesCannotBeChanged() {
        Map<String, Object> json = EventSamples.hardJson();
        assertThatThrownBy(() -> json.put("x", 1)).isInstanceOf(UnsupportedOperationException.class);
        assertThat(Arrays.asList(json.get("big"), json.get("exact"))).doesNotContainNull();
    }
}
