package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateTest {
    private static @Nullable Object render(String text) {
        Template template = Template.parse(text, Given.NAMES);
        assertThat(template.problems()).isEmpty();
        return template.render(Given.scope());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{fetch.output.rows}}                  | 3",
                "{{ fetch.output }}                     | {\"rows\":3,\"ratio\":2.5,\"ok\":true,\"none\":null,\"items\":[{\"name\":\"first\"},{\"name\":\"second\"}],\"a.b\":\"dotted\",\"word\":\"hello\",\"big\":9007199254740993}",
                "{{fetch.output.items[1].name}}         | \"second\"",
                "{{fetch.output[\"a.b\"]}}              | \"dotted\"",
                "{{fetch.output['a.b']}}                | \"dotted\"",
                "{{fetch.output.none}}                  | null",
                "{{fetch-data.output.rows}}             | 7",
                "{{Clean up!.output}}                   | \"done\"",
                "{{skipped.output}}                     | null",
                "{{day}}                                | \"2026-01-31\"",
                "{{my-param}}                           | \"mine\"",
                "{{config.depth}}                       | 3",
                "{{config[\"a.b\"][1]}}                 | 2",
                "{{tags[0]}}                            | \"x\"",
                "{{any}}                                | null",
                "{{parameters.day}}                     | \"2026-01-31\"",
                "{{parameters[\"my-param\"]}}           | \"mine\"",
                "{{steps[\"fetch-data\"].output.rows}}  | 7",
                "{{steps.fetch.output.rows}}            | 3",
                "{{ctx[\"report.rows\"]}}               | 12",
                "{{ctx.report.rows}}                    | 12",
                "{{ctx.report.title}}                   | \"T\"",
                "{{ctx[\"report\"].rows}}               | 1",
                "{{execution.id}}                       | \"e-1\"",
                "{{env.HOME}}                           | \"/home/me\"",
                "{{output.rows}}                        | 3",
                "{{parameters.shards > 3}}              | true",
                "{{parameters.shards * 2 + 1}}          | 9",
                "{{steps.fetch.output.ratio * 2}}       | 5.0",
                "{{ {\"a\": {\"b\": 1}} }}              | {\"a\":{\"b\":1}}",
                "{{fetch.output.items}} x               | \"[{\\\"name\\\":\\\"first\\\"},{\\\"name\\\":\\\"second\\\"}] x\"",
                "n={{fetch.output.none}} {{day}}/{{shards}} | \"n=null 2026-01-31/4\"",
                "{{ \"{{\" }}                           | \"{{\"",
                "a {{ \"{{\" }} b }}                    | \"a {{ b }}\"",
                "{{ '}}' }}                             | \"}}\"",
                "}} alone                               | \"}} alone\"",
            })
    void aTemplateGivesTheValueOfItsPathOrExpression(String text, String expected) {
        assertThat(Json.write(render(text))).isEqualTo(expected);
    }

    @Test
    void theLongestStepNameThatFitsIsMeant() {
        assertThat(render("{{a.output.x}}")).isEqualTo(1L);
        assertThat(render("{{a.output.output.x}}")).isEqualTo(2L);
        assertThat(Template.parse("{{a.output.output.x}}", Given.NAMES).steps()).containsExactly("a.output");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{default(unset, 'none')}}                         | \"none\"",
                "{{default(day, \"none\")}}                         | \"2026-01-31\"",
                "{{default(fetch.output.nope.deeper, 0)}}           | 0",
                "{{default(fetch.output.rows.deeper, 0)}}           | 0",
                "{{default(fetch.output.none, 0)}}                  | null",
                "{{default(later.output.rows, day)}}                | \"2026-01-31\"",
                "{{default(ctx.report.rows, 0)}}                    | 12",
                "{{default(ctx.report.missing, [1, 2])}}            | [1,2]",
                "{{default(ctx.nope, default(env.NOPE, 'z'))}}      | \"z\"",
                "{{default(ctx.report.rows, 0) + 1}}                | 13",
                "{{default(ctx.report.nope, 0) + 1}}                | 1",
                "{{default(parameters.unset, 'none') + '!'}}        | \"none!\"",
                "{{default(parameters.config.nope, 5) * 2}}         | 10",
                "{{default(steps.later.output.rows, -1) - 1}}       | -2",
                "{{default(steps[\"fetch\"].output.items[7].name, 'x') + 'y'}} | \"xy\"",
            })
    void aDefaultStandsInForAPathThatLeadsToNothing(String text, String expected) {
        assertThat(Json.write(render(text))).isEqualTo(expected);
    }

    @Test
    void aTreeIsRenderedAndItsConstantPartsStayTheSameObjects() {
        Map<String, Object> json = Given.json("""
                {"url": "https://x/{{day}}.json", "retries": 3, "list": ["{{shards}}", {"deep": "{{fetch.output.ok}}"}],
                 "constant": {"a": [1]}}""");
        Template template = Template.of(json, Given.NAMES);
        Map<?, ?> rendered = (Map<?, ?>) Objects.requireNonNull(template.render(Given.scope()));
        assertThat(Json.write(rendered))
                .isEqualTo("{\"url\":\"https://x/2026-01-31.json\",\"retries\":3,"
                        + "\"list\":[4,{\"deep\":true}],\"constant\":{\"a\":[1]}}");
        assertThat(rendered.get("constant")).isSameAs(json.get("constant"));
        assertThat(template.steps()).containsExactly("fetch");
        assertThat(template.constant()).isFalse();
    }

    @Test
    void aTreeWithoutTemplatesIsConstantAndItself() {
        Object json = Json.read("{\"a\":[1,\"}} x\",null],\"{{key}}\":true}");
        Template template = Template.of(json, Given.NAMES);
        assertThat(template.constant()).isTrue();
        assertThat(template.render(Given.scope())).isSameAs(json);
        assertThat(Template.of(null, Given.NAMES).constant()).isTrue();
    }

    @Test
    void theStepsOfPathsAndOfCelAreImpliedDependencies() {
        Template template = Template.of(
                List.of(
                        "{{fetch.output.rows}} {{steps.a.output.x}}",
                        "{{ steps['Clean up!'].output.size() + 1 }}",
                        "{{default(skipped.output.x, later.output)}}",
                        "{{default(steps['fetch-data'].output.x, 1) + 1}}"),
                Given.NAMES);
        assertThat(template.problems()).isEmpty();
        assertThat(template.steps())
                .containsExactlyInAnyOrder("fetch", "a", "Clean up!", "skipped", "later", "fetch-data");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{fetch.output.row}}           | fetch.output.row: fetch.output has no \"row\"; did you mean 'rows'?",
                "{{fetch.output.items[2].name}} | fetch.output.items[2]: fetch.output.items is a list of 2",
                "{{fetch.output.items.name}}    | fetch.output.items.name: fetch.output.items is a list; write [0], [1], … for its elements",
                "{{fetch.output.rows.x}}        | fetch.output.rows.x: fetch.output.rows is a number and has no parts",
                "{{skipped.output.rows}}        | skipped.output.rows: skipped.output is null and has no parts",
                "{{later.output.rows}}          | later.output: the step has no output yet",
                "{{unset}}                      | unset: the parameter has no value; default(unset, …) stands in for one",
                "{{config.dept}}                | config.dept: config has no \"dept\"; did you mean 'depth'?",
                "{{ctx.report.row}}             | ctx[\"report\"].row: ctx[\"report\"] has no \"row\"; did you mean 'rows'?",
                "{{ctx.plin}}                   | ctx.plin: the context has no key \"plin\"; did you mean 'plain'?",
                "{{env.HOM}}                    | env.HOM: the variable is not set, or not in the list of allowed ones; did you mean 'HOME'?",
                "{{output.row}}                 | output.row: output has no \"row\"; did you mean 'rows'?",
                "{{steps.fetch.output.row + 1}} | steps.fetch.output.row + 1: fetch.output.row: fetch.output has no \"row\"; did you mean 'rows'?",
                "{{ctx.plane.x + 1}}            | ctx.plane.x + 1: ctx.plane.x: the context has no key \"plane.x\"",
            })
    void aPathThatDoesNotExistIsNamedWithTheNearestOne(String text, String message) {
        Template template = Template.parse(text, Given.NAMES);
        assertThat(template.problems()).isEmpty();
        assertThatThrownBy(() -> template.render(Given.scope()))
                .isInstanceOfSatisfying(
                        ExpressionException.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.USER))
                .hasMessage(message);
    }

    @Test
    void anErrorInATreeNamesItsPlace() {
        Template template = Template.of(Map.of("args", List.of("x", "{{env.NOPE}}")), Given.NAMES);
        assertThatThrownBy(() -> template.render(Given.scope()))
                .isInstanceOf(ExpressionException.class)
                .hasMessageStartingWith("args[1]: env.NOPE: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{fetsh.output.rows}}      | fetsh.output: there is no step \"fetsh\"; did you mean 'fetch'?",
                "{{fetch-dat.output}}       | fetch-dat.output: there is no step \"fetch-dat\"; did you mean 'fetch-data'?",
                "{{steps.fetsh.output}}     | fetsh.output: there is no step \"fetsh\"; did you mean 'fetch'?",
                "{{dai}}                    | dai: there is no parameter \"dai\" and no step whose output it could be; did you mean 'day'?",
                "{{parameters.dai}}         | parameters.dai: there is no parameter \"dai\"; did you mean 'day'?",
                "{{fetch}}                  | fetch is a step; its output is fetch.output",
                "{{execution.nope}}         | execution.nope: an execution has id, workflow, directory and started_at; in finally also status and error",
                "{{secret.KEY + 'x'}}       | secret.KEY + 'x': a secret stands alone between braces, as {{secret.NAME}} with letters, digits and _; what is computed from one could not be hidden",
                "{{secret['KEY']}}          | secret['KEY']: a secret stands alone between braces, as {{secret.NAME}} with letters, digits and _; what is computed from one could not be hidden",
                "{{item}}                   | item: it is known in a step with for_each only",
                "{{index}}                  | index: it is known in a step with for_each only",
                "{{item.name}}              | item.name: it is known in a step with for_each only",
                "a {{day                    | {{ is not closed by }}: {{day",
                "{{ }}                      | {{ }} is empty",
                "{{parameters.shards + 'x'}}| parameters.shards + 'x': '+' does not take (int, string) (at character 19)",
                "{{shards + 1}}             | shards + 1: undeclared reference to 'shards' (at character 1); in an expression write parameters.shards",
                "{{fetch.output.rows + 1}}  | fetch.output.rows + 1: undeclared reference to 'fetch' (at character 1); in an expression write steps[\"fetch\"].output",
                "{{steps.fetch}}            | steps.fetch: steps must be followed by the name of a step and .output: steps[\"name\"].output",
                "{{size(steps)}}            | size(steps): steps must be followed by the name of a step and .output: steps[\"name\"].output",
                "{{default(1, 2)}}          | default(1, 2): default(x, y): x must be a path, such as ctx.a or steps[\"name\"].output.rows",
            })
    void whatCanBeKnownBeforeTheRunIsAProblem(String text, String problem) {
        Template template = Template.parse(text, Given.NAMES);
        assertThat(template.problems()).containsExactly(problem);
        assertThat(template.constant()).isFalse();
        assertThatThrownBy(() -> template.render(Given.scope())).isInstanceOf(ExpressionException.class);
    }

    @Test
    void aProblemInATreeNamesItsPlaceAndAllAreTold() {
        Template template = Template.of(Map.of("list", List.of("{{dai}}", "{{nope.output}} {{item}}")), Given.NAMES);
        assertThat(template.problems()).hasSize(3).allMatch(problem -> problem.startsWith("list["));
    }

    @Test
    void aStepOrParameterNamedLikeALaterFeatureIsStillFound() {
        Names names = new Names(List.of("item"), Map.of("index", Map.of("type", "integer")));
        assertThat(Template.parse("{{item.output.x}} {{index}}", names).problems())
                .isEmpty();
    }

    @Test
    void aNumberMayHaveALinesEndAroundIt() {
        assertThat(render("{{int(' 9\\n') + 1}}")).isEqualTo(10L);
        assertThat(render("{{double('2.5\\n')}}")).isEqualTo(2.5);
        assertThat(render("{{' a b \\n'.trim()}}")).isEqualTo("a b");
        assertThatThrownBy(() -> render("{{int('nine\\n')}}")).hasMessageContaining("'nine' is not a whole number");
    }
}
