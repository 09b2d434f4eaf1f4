package dev.orchestration.workflow.expression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Attacks that CEL's own limits let through end early, with a typed error and without eating the memory. */
class CelIsBoundedTest {
    private static final String LONG_TEXT = "a".repeat(256 * 1024);

    private static Scope scope() {
        List<Long> numbers = LongStream.range(0, 9_000).boxed().toList();
        Map<String, Object> output = Map.of(
                "text",
                LONG_TEXT,
                "numbers",
                numbers,
                "texts",
                Collections.nCopies(9_000, "x"),
                "same",
                List.of(numbers, numbers),
                "many",
                LongStream.range(0, 120_000).boxed().toList(),
                "one",
                "x");
        return new Scope(Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), new JsonValue(output));
    }

    private static Object render(String text) {
        Template template = Template.parse("{{ " + text + " }}", Given.NAMES);
        assertThat(template.problems()).isEmpty();
        return String.valueOf(template.render(scope()));
    }

    static List<String> attacks() {
        return List.of(
                "['" + "x".repeat(50) + "']" + ".map(x, x + x)".repeat(28),
                "[[1, 2, 3, 4]]" + ".map(x, x + x)".repeat(28),
                "[[1, 2, 3, 4]]" + ".map(x, x + x)".repeat(28) + ".size()",
                "[b'" + "x".repeat(50) + "']" + ".map(x, x + x)".repeat(28) + ".size()",
                "output.numbers.exists(n, output.text.matches('(a*)*b'))",
                "output.numbers.exists(n, output.one.matches(output.text) && false)",
                "output.numbers.exists(n, output.text.contains('ab'))",
                "output.numbers.all(n, output.text.startsWith('a') || false)",
                "output.numbers.exists(n, size(output.text) == n)",
                "output.numbers.exists(n, output.text + 'x' == 'y')",
                "output.numbers.exists(n, n in output.many && false)",
                "output.numbers.exists(n, output.many == output.many.map(x, x))",
                "output.numbers.exists(n, output.same == [output.numbers, output.texts])",
                "output.numbers.all(n, output.same != [output.numbers, output.texts] || true)",
                "output.numbers.map(n, [" + "n,".repeat(1_500) + "n]).size()",
                "output.numbers.map(n, output.numbers)",
                "output.numbers.map(n, output.text)",
                "[" + "output.many,".repeat(200) + "0]",
                "output.numbers.exists(n, output.numbers.exists(m, m < 0))",
                "output.numbers.map(n, output.numbers.map(m, m)).size()",
                "output.numbers.exists(n, string(bytes(output.text)) == 'x')",
                "output.numbers.exists(n, output.text < output.text + 'b' && false)",
                "output.many.map(x, x).size()",
                "'a'.matches('((a{100}){100}){100}')",
                "output.numbers.exists(n, timestamp(output.text) == timestamp(0)) || true ? output.many + output.many : []");
    }

    @ParameterizedTest
    @MethodSource("attacks")
    void eachAttackEndsWithATypedError(String attack) {
        assertThatThrownBy(() -> render(attack)).isInstanceOf(ExpressionException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "1+", "!-", "[", "{'a':", "-(", "true?1:", "output.x"})
    void deepNestingIsAProblemBeforeTheRun(String opening) {
        String text = opening.equals("output.x") ? "output" + ".x".repeat(3_000) + "+1" : opening.repeat(1_300) + "1";
        assertThat(Condition.parse(text, Given.NAMES).problems()).isNotEmpty();
    }

    @Test
    void longTextsAreAProblemAndLongChainsAreFine() {
        assertThat(Condition.parse("1 + 1 == 2 && " + "true && ".repeat(2_000) + "true", Given.NAMES)
                        .problems())
                .isNotEmpty();
        Condition chain = Condition.parse("1 + 1 == 2" + " && output.one == 'x'".repeat(300), Given.NAMES);
        assertThat(chain.problems()).isEmpty();
        assertThat(chain.test(scope())).isTrue();
        Condition small = Condition.parse("true" + " && output.one == 'x'".repeat(380), Given.NAMES);
        assertThat(small.test(scope())).isTrue();
    }

    @Test
    void aVeryLongPathOverflowsNoStack() {
        for (String root : List.of("nope", "output", "parameters.any", "fetch.output", "item")) {
            Template template = Template.parse("{{" + root + ".x".repeat(50_000) + "}}", Given.NAMES);
            assertThatThrownBy(() -> template.render(scope())).isInstanceOf(ExpressionException.class);
        }
    }

    @Test
    void ordinaryWorkOnManyElementsIsWellInsideTheBudget() {
        assertThat(render("output.numbers.filter(n, n % 9 == 0).map(n, n * 2).size()"))
                .isEqualTo("1000");
        assertThat(render("output.numbers.map(n, [n, n]).size()")).isEqualTo("9000");
        assertThat(render("output.texts.map(t, t + 'y').size()")).isEqualTo("9000");
        assertThat(render("output.many[5] + size(output.many)")).isEqualTo("120005");
        assertThat(render("output.many == output.many")).isEqualTo("true");
    }

    @Test
    void theBudgetIsForOneEvaluationNotForAll() {
        Condition condition = Condition.parse("output.text.contains('ab') || true", Given.NAMES);
        for (int i = 0; i < 100; i++) {
            assertThat(condition.test(scope())).isTrue();
        }
    }
}
