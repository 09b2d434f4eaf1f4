package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Digests;
import dev.orchestration.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is recorded reads again as it was read first, or not at all; {@link Reading#valid} asks that of all other tests. */
final class RecordedDefinitionTest {
    private static final Path EVERYTHING = Path.of("src/test/resources/good-definitions/everything.json");

    private static Optional<WorkflowDefinition> recorded(String json) {
        return Reading.READER.readRecorded(json, Digests.sha256(json));
    }

    private static void requireAlike(String json) {
        ReadResult told = Reading.json(json);
        Optional<WorkflowDefinition> again = recorded(json);
        if (told.definition().isEmpty()) {
            assertThat(again).as(json).isEmpty();
        } else if (told.definition().get().json().equals(json)) {
            assertThat(again).as(json).isEqualTo(told.definition());
        }
    }

    @Test
    void everyChangeOfOneValueIsReadAgainAlikeOrRefusedAlike() throws IOException {
        Object everything = Json.read(Files.readString(EVERYTHING));
        List<String> texts = new ArrayList<>();
        for (Object other : Arrays.asList(null, 1L, 1.5, "fetch", "", "a\u0000", List.of(), Map.of(), List.of("x"))) {
            eachChange(everything, other, changed -> texts.add(Json.write(changed)));
        }
        assertThat(texts).hasSizeGreaterThan(500);
        assertThat(texts.stream().filter(json -> recorded(json).isPresent())).hasSizeGreaterThan(20);
        texts.forEach(RecordedDefinitionTest::requireAlike);
    }

    @Test
    void everyMissingKeyIsReadAgainAlikeOrRefusedAlike() throws IOException {
        Object everything = Json.read(Files.readString(EVERYTHING));
        eachChange(everything, REMOVED, changed -> requireAlike(Json.write(changed)));
    }

    private static final Object REMOVED = new Object();

    /** Hands over copies of {@code json} in each of which another value has become {@code other}. */
    private static void eachChange(Object json, Object other, Consumer<Object> copies) {
        if (json instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                Consumer<Object> put = changed -> {
                    Map<Object, Object> copy = new LinkedHashMap<>(map);
                    copy.put(key, changed);
                    copies.accept(copy);
                };
                if (other == REMOVED) {
                    Map<Object, Object> copy = new LinkedHashMap<>(map);
                    copy.remove(key);
                    copies.accept(copy);
                } else {
                    put.accept(other);
                }
                eachChange(value, other, put);
            });
        } else if (json instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                Consumer<Object> put = changed -> {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(at, changed);
                    copies.accept(copy);
                };
                if (other != REMOVED) {
                    put.accept(other);
                }
                eachChange(list.get(i), other, put);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"dependencies\":[\"b\"]},"
                        + "{\"name\":\"b\",\"action\":\"c.n\"}]}",
                "{\"steps\":[{\"action\":\"c.n\",\"name\":\"a\",\"parameters\":{\"v\":\"{{day}}{{b.output}}\"}},"
                        + "{\"name\":\"b\",\"action\":\"c.n\"}],\"parameters\":{\"day\":{\"type\":\"string\"}},"
                        + "\"defaults\":{\"max_retries\":3,\"timeout\":\"9s\"},\"name\":\"x\"}"
            })
    void whatComesAfterTheStepsHoldsForThemToo(String json) {
        assertThat(recorded(json)).contains(Reading.valid(Reading.json(json)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"dependencies\":[\"b\"]},"
                        + "{\"name\":\"b\",\"action\":\"c.n\",\"dependencies\":[\"a\"]}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"dependencies\":[\"a\"]}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"dependencies\":[\"b\"]}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"},{\"name\":\"a\",\"action\":\"c.n\"}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"action\":\"c.n\"}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"parameters\":{\"k\":1,\"k\":1}}]}",
                "{\"name\":\"x\",\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"}]}",
                "{\"name\":\"x\",\"parameters\":{\"a\":{}},\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\",\"cache\":\"true\"}]}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"}]} {}",
                "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"}]",
                "{\"name\":\"x\",\"steps\":[]}",
                "{\"name\":\"x\",\"steps\":{}}",
                "{\"name\":\"x\"}",
                "[]",
                "x",
                ""
            })
    void whatIsFaultyIsLeftToWhoTellsFaults(String json) {
        assertThat(Reading.json(json).definition()).isEmpty();
        assertThat(recorded(json)).isEmpty();
    }

    @Test
    void aTextThatIsNotWhatItsDigestSaysIsLeftToo() {
        String json = "{\"name\":\"x\",\"steps\":[{\"name\":\"a\",\"action\":\"c.n\"}]}";
        assertThat(recorded(json)).isPresent();
        assertThat(Reading.READER.readRecorded(json, Digests.sha256(json + " ")))
                .isEmpty();
    }
}
