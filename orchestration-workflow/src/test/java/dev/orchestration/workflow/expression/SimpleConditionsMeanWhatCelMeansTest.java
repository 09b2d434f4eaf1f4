package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.JsonValue;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small evaluator and CEL, on the same texts: the same verdict, or an error from both. */
class SimpleConditionsMeanWhatCelMeansTest {
    private static final List<String> PATHS = List.of(
            "parameters.shards",
            "parameters['day']",
            "parameters.ratio",
            "parameters.dry",
            "parameters.config.depth",
            "parameters.config[\"a.b\"][1]",
            "parameters.config.nope",
            "parameters.tags[0]",
            "parameters.tags[9]",
            "parameters.tags",
            "parameters.unset",
            "parameters.any",
            "steps.fetch.output.rows",
            "steps[\"fetch\"].output.ratio",
            "steps.fetch.output.ok",
            "steps.fetch.output.none",
            "steps.fetch.output.none.x",
            "steps.fetch.output.items[0].name",
            "steps.fetch.output.items.name",
            "steps.fetch.output['a.b']",
            "steps.fetch.output.big",
            "steps.fetch.output.word.x",
            "steps.fetch[\"output\"].items",
            "steps.skipped.output",
            "steps.later.output",
            "steps[\"Clean up!\"].output",
            "ctx.flag",
            "ctx.report.rows",
            "ctx.report.title",
            "ctx['report.rows']",
            "ctx['report'].rows",
            "ctx.report.nope",
            "ctx.nope",
            "ctx.report",
            "execution.id",
            "env.HOME",
            "env.NOPE",
            "output.rows",
            "output.done",
            "output",
            "output.nope");

    private static final List<String> LITERALS = List.of(
            "0",
            "3",
            "-3",
            "4",
            "2.5",
            "-0.5",
            "0.5",
            "3.0",
            "4.0",
            "12",
            "true",
            "false",
            "null",
            "\"\"",
            "'hello'",
            "\"T\"",
            "'x'",
            "'2026-01-31'",
            "9007199254740993",
            "9007199254740992.0",
            "9007199254740992",
            "999999999999999999",
            "1000000000000000000000.5",
            "'/home/me'");

    private static final List<String> OPERATORS = List.of("==", "!=", "<", "<=", ">", ">=");

    /** The same paths with other types, with nothing, and with numbers at the edges. */
    private static final List<Scope> SCOPES = List.of(
            Given.scope(),
            Given.scope("true"),
            new Scope(
                    Given.json(
                            "{\"shards\": 4.0, \"ratio\": 3, \"dry\": true, \"unset\": \"x\", \"config\": {}, \"day\": \"\"}"),
                    Given.json("{\"fetch\": {\"rows\": 3.0, \"ok\": \"true\", \"big\": 9007199254740992.0}}"),
                    Map.of("flag", new JsonValue(1L)),
                    Map.of("id", "x"),
                    Map.of("NOPE", "x"),
                    null),
            new Scope(
                    Given.json("{\"shards\": 99999999999999999999, \"ratio\": 1e300, \"tags\": []}"),
                    Given.json("{\"fetch\": {\"rows\": 99999999999999999999, \"big\": 0.1234567890123456789}}"),
                    Map.of("flag", new JsonValue(null), "nope", new JsonValue(false)),
                    Map.of(),
                    Map.of(),
                    new JsonValue(null)));

    private final Random random;

    SimpleConditionsMeanWhatCelMeansTest() {
        this.random = new Random(20260131);
    }

    @Test
    void onThousandsOfRandomConditions() {
        int verdicts = 0;
        for (int simple = 0; simple < 1_000; ) {
            String text = condition(2);
            Parsed small = SimpleReader.read(text, Given.NAMES);
            if (small != null) {
                simple++;
                verdicts += agrees(text, small);
            }
        }
        assertThat(verdicts).as("verdicts that are no errors").isGreaterThan(500);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ctx.report && false",
                "false && ctx.report",
                "ctx.report || true",
                "true && ctx.report && false",
                "ctx.report && true && false",
                "ctx.nope && ctx.report && false && true",
                "!ctx.report || true",
                "parameters.unset == 'x' || parameters.shards == 4",
                "!!true",
                "!(!(parameters.dry))",
                "((ctx.flag))",
                "output.rows == - 3",
                "output['rows']==3",
                "output . rows == 3",
                "true",
                "parameters.any == null",
            })
    void onTheseToo(String text) {
        Parsed small = SimpleReader.read(text, Given.NAMES);
        assertThat(small).isNotNull();
        if (small != null) {
            agrees(text, small);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output.in == 1",
                "output.rows == 0x3",
                "output.rows == 3u",
                "output.rows == 1e3",
                "output.word == r'x'",
                "output.word == 'it\\'s'",
                "output.word == '''x'''",
                "1 == 2",
                "parameters.shards == 'x'",
                "parameters.shards > 2.5",
                "output.rows < null",
                "output.rows == 3 == true",
                "parameters.shards && true",
                "parameters.day.x == 1",
                "parameters.tags.x == 1",
                "parameters.config[0] == 1",
                "output[-1] == 1",
                "output.rows // comment",
                "null && true",
                "3 && true",
                "env.HOME.x == 'x'",
                "unknown == 1",
                "",
                "(true",
            })
    void whatCelMayReadOtherwiseIsLeftToCel(String text) {
        assertThat(SimpleReader.read(text, Given.NAMES)).isNull();
    }

    private static int agrees(String text, Parsed small) {
        Parsed cel = Cel.compile(text, Given.NAMES);
        assertThat(cel.problems().isEmpty())
                .as("%s: %s but %s", text, small.problems(), cel.problems())
                .isEqualTo(small.problems().isEmpty());
        int verdicts = 0;
        for (Scope scope : SCOPES) {
            String expected = verdict(cel, scope);
            assertThat(verdict(small, scope)).as("%s (seed 20260131)", text).isEqualTo(expected);
            verdicts += expected.equals("error") ? 0 : 1;
        }
        return verdicts;
    }

    private static String verdict(Parsed parsed, Scope scope) {
        try {
            Object value = parsed.orThrow().value(scope);
            return value instanceof Boolean ? value.toString() : "error";
        } catch (ExpressionException e) {
            return "error";
        }
    }

    private String condition(int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 8);
        return switch (kind) {
            case 0 -> pick(PATHS);
            case 1, 2 -> pick(PATHS) + " " + pick(OPERATORS) + " " + pick(LITERALS);
            case 3 -> pick(LITERALS) + pick(OPERATORS) + pick(PATHS);
            case 4 -> "!" + (random.nextBoolean() ? pick(PATHS) : "(" + condition(depth - 1) + ")");
            case 5 -> "(" + condition(depth - 1) + ")";
            default -> joined(depth - 1);
        };
    }

    private String joined(int depth) {
        StringBuilder text = new StringBuilder(condition(depth));
        for (int more = random.nextInt(4) + 1; more > 0; more--) {
            text.append(random.nextBoolean() ? " && " : " || ").append(condition(depth));
        }
        return text.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
