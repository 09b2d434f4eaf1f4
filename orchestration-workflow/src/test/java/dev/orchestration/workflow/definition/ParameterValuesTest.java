package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ParameterValuesTest {
    private static final ParameterValues VALUES = new ParameterValues();
    private static final WorkflowDefinition DEFINITION = Reading.valid(Reading.yaml("""
            name: report
            parameters:
              day: {type: string}
              shards: {type: integer, minimum: 1, default: 4}
              ratio: {type: number, default: 0.5}
              dry: {type: boolean, default: false}
              tags: {type: array, items: {type: string}, default: []}
              limits: {type: object, default: {}}
              either: {type: [integer, string], default: 1}
              note: {default: null}
            steps: [{name: a, action: core.noop}]
            """));

    @Test
    void whatIsNotGivenHasItsDefaultAndTheOrderIsThatOfTheDefinition() {
        Map<String, Object> values = VALUES.resolve(DEFINITION, Map.of("shards", 2, "day", "monday"));
        assertThat(Json.write(values))
                .isEqualTo("{\"day\":\"monday\",\"shards\":2,\"ratio\":0.5,\"dry\":false,\"tags\":[],\"limits\":{},"
                        + "\"either\":1,\"note\":null}");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> VALUES.resolve(DEFINITION, Map.of("shards", 0, "shrads", 1, "tags", "x")))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining("'report'")
                .hasMessageContaining("there is no parameter 'shrads'; did you mean 'shards'?")
                .hasMessageContaining("the parameter 'day' is missing and has no default")
                .hasMessageContaining("'shards'")
                .hasMessageContaining("'tags'");
    }

    @Test
    void aValueThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> VALUES.resolve(DEFINITION, Map.of("day", new StringBuilder())))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "day | 5 | \"5\"",
                "day | true | \"true\"",
                "shards | 12 | 12",
                "shards | 99999999999999999999 | 99999999999999999999",
                "shards | 1.5 | 1.5",
                "shards | four | \"four\"",
                "shards | 1e999999999 | \"1e999999999\"",
                "ratio | 0.25 | 0.25",
                "ratio | NaN | \"NaN\"",
                "dry | true | true",
                "dry | yes | \"yes\"",
                "tags | [\"a\"] | [\"a\"]",
                "tags | {} | \"{}\"",
                "limits | {\"a\": 1} | {\"a\":1}",
                "limits | {\"a\": | \"{\\\"a\\\":\"",
                "either | 7 | 7",
                "either | seven | \"seven\"",
                "note | anything | \"anything\"",
                "unknown | 1 | \"1\""
            })
    void aTextMeansWhatTheTypeOfItsParameterSays(String name, String text, String json) {
        assertThat(Json.write(
                        ParameterValues.fromText(DEFINITION, Map.of(name, text)).get(name)))
                .isEqualTo(json);
    }
}
