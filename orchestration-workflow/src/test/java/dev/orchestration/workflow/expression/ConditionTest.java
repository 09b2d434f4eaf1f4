package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConditionTest {
    private static Condition condition(String text) {
        Condition condition = Condition.parse(text, Given.NAMES);
        assertThat(condition.problems()).isEmpty();
        return condition;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "true",
                "ctx.flag",
                "!parameters.dry",
                "steps.fetch.output.ok",
                "parameters.shards > 0",
                "0 < parameters.shards",
                "output.rows == 3",
                "output.rows == 3.0",
                "ctx[\"report.rows\"] != \"y\"",
                "parameters.shards == 4 && !(parameters.dry || output.rows > 5)",
                "steps[\"fetch-data\"].output.rows >= 7",
                "steps.fetch.output.none == null",
                "parameters.any == null",
                "steps.skipped.output == null",
                "output.nope == 1 || true",
                "!(output.nope == 1 && false)",
                "execution.workflow == 'nightly'",
                "env.HOME == \"/home/me\"",
                "has(output.rows) && !has(output.nope)",
                "steps.fetch.output.items.exists(x, x.name == 'second')",
                "size(parameters) == 8",
                "'day' in parameters",
                "parameters['day'].matches('^2026')",
                "parameters.day.startsWith('2026')",
                "ctx.report.rows + 1 == 13",
                "has(ctx.report.rows) && !has(ctx.report.nope)",
                "steps.fetch.output.ratio * 2 == 5.0 && 2 * steps.fetch.output.ratio == 5.0",
                "steps.fetch.output.ratio - 1 == 1.5 && 5 / steps.fetch.output.ratio == 2.0",
                "[1, 2, 3].map(x, x * 2).filter(x, x > 2) == [4, 6]",
                "steps.fetch.output.items.map(i, {'n': i.name, 'm': [i.name, 'z']})[1].m[0] == 'second'",
                "default(ctx.nope, 1) == 1",
                "int(string(parameters.shards)) == 4",
            })
    void theseHold(String text) {
        assertThat(condition(text).test(Given.scope())).isTrue();
    }

    @Test
    void theStepsItReadsAreKnown() {
        assertThat(condition("steps.fetch.output.ok && steps['a'].output.x > 0").steps())
                .containsExactlyInAnyOrder("fetch", "a");
        assertThat(condition("steps.fetch.output.items.exists(x, x.n == steps.a.output.x)")
                        .steps())
                .containsExactlyInAnyOrder("fetch", "a");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parameters.shards == 4                      | true",
                "has(ctx.flag)                               | true",
                "parameters.shards + 1 > 2                   | true",
                "parameters.day.matches('x')                 | false",
                "parameters.tags.exists(t, t == 'x')         | false",
                "parameters.tags.map(t, t).size() > 0        | false",
            })
    void onlyConditionsWithoutComprehensionAndMatchesRunOnTheLoop(String text, boolean onLoop) {
        assertThat(condition(text).onLoop()).isEqualTo(onLoop);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "parameters.nope > 0          | parameters.nope: there is no parameter \"nope\"",
                "parameters.dai == 'x'        | there is no parameter \"dai\"; did you mean 'day'?",
                "size(parameters['nope']) > 0 | there is no parameter \"nope\"",
                "parameters.shards > 'x'      | '>' does not take (int, string) (at character 19)",
                "parameters['shards'] == 'x'  | '==' does not take (int, string)",
                "parameters.dry > 1           | '>' does not take (bool, int)",
                "parameters.day.x == 1        | type 'string' does not support field selection",
                "parameters.shards            | a condition must be true or false, this is of type int",
                "'text'                       | a condition must be true or false, this is of type string",
                "parameters.shards + 1        | a condition must be true or false, this is of type int",
                "env.HOME > 3                 | '>' does not take (string, int)",
                "fetch.output.rows > 0        | in an expression write steps[\"fetch\"].output",
                "steps.nope.output.rows > 0   | there is no step \"nope\"",
                "steps.nope.output.x + 1 > 0  | there is no step \"nope\"",
                "steps[parameters.day].output == 1 | steps must be followed by the name of a step",
                "steps.fetch.status == 'x'    | steps must be followed by the name of a step and .output",
                "{{parameters.shards}} > 0    | a condition is written without {{ }}",
                "parameters.shards >          | it ends where a value is missing (at character 20)",
                "parameters.shards = 2        | '=' is no operator; equal is ==",
                "parameters.shards =< 2       | '=<' is no operator; write <=",
                "parameters.dry & true        | '&' is no operator; and is &&",
                "parameters.shards ++ 2 > 1   | '+' stands where a value is expected",
                "size(parameters.shards > 2   | it ends without ')'",
                "parameters.shards > 2 3      | what begins with '3' does not belong to it",
                "parameters.dry == 'x         | the text that begins with 'x has no end",
                "size(1, 2) > 1               | size does not take (int, int)",
                "''                           | a condition must be true or false",
                "nope()                       | undeclared reference to 'nope'",
                "output.exists(ctx, ctx == 1) | \"ctx\" is taken",
                "java.lang.System.exit(1)     | undeclared reference to 'java'",
                "getClass() == 1              | undeclared reference to 'getClass'",
                "google.protobuf.Value{} == 1 | ",
            })
    void whatIsWrongIsToldWhenTheWorkflowIsValidated(String text, String problem) {
        Condition condition = Condition.parse(text, Given.NAMES);
        assertThat(condition.problems()).isNotEmpty();
        assertThat(String.join("\n", condition.problems())).contains(problem == null ? "" : problem);
        assertThatThrownBy(() -> condition.test(Given.scope())).isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "output.row > 1               | output.row: output has no \"row\"; did you mean 'rows'?",
                "output.row + 1 > 1           | output.row: output has no \"row\"; did you mean 'rows'?",
                "parameters.unset == 'x'      | parameters.unset: the parameter has no value",
                "parameters.unset + 'x' == '' | parameters.unset: the parameter has no value",
                "steps.later.output.x == 1    | later.output: the step has no output yet",
                "steps.later.output.x + 1 == 1| later.output: the step has no output yet",
                "output.rows                  | the condition gives a number, not a Boolean",
                "dyn(output)                  | the condition gives a map, not a Boolean",
                "output.rows > 'x'            | a number > a text cannot be compared",
                "output.rows + 'x' == 'y'     | No matching overload",
                "1 / (output.rows - 3) == 1   | zero",
                "!output.rows                 | ! needs a Boolean, not a number",
            })
    void whatOnlyTheRunShowsIsATypedError(String text, String message) {
        Condition condition = condition(text);
        assertThatThrownBy(() -> condition.test(Given.scope()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageContaining(message);
    }

    @Test
    void whereThereIsNoOutputItIsAnError() {
        Scope before = new Scope(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), null);
        for (String text : List.of("output.rows > 1", "output.rows + 1 > 1", "dyn(output) == null")) {
            assertThatThrownBy(() -> condition(text).test(before))
                    .isInstanceOf(ExpressionException.class)
                    .hasMessageContaining("there is no output here");
        }
    }

    @Test
    void anIntegerParameterMayBeWrittenAsFourPointZero() {
        Scope scope = new Scope(Map.of("shards", 4.0), Map.of(), Map.of(), Map.of(), Map.of(), null);
        assertThat(condition("parameters.shards > 3").test(scope)).isTrue();
        assertThat(condition("parameters.shards + 1 > 4").test(scope)).isTrue();
    }

    @Test
    void oneConditionServesManyThreads() {
        Condition condition = condition("steps.fetch.output.items.exists(x, x.name == 'second')");
        boolean all =
                java.util.stream.IntStream.range(0, 2_000).parallel().allMatch(i -> condition.test(Given.scope()));
        assertThat(all).isTrue();
    }
}
