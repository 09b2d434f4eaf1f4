package dev.orchestration.workflow.definition;

import static dev.orchestration.workflow.definition.Reading.faults;
import static dev.orchestration.workflow.definition.Reading.json;
import static dev.orchestration.workflow.definition.Reading.valid;
import static dev.orchestration.workflow.definition.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Large and hostile input. That a test ends at all is part of what it shows. */
final class LargeDefinitionTest {
    private static final int MANY = 100_000;

    private static String steps(String head, IntFunction<String> keys) {
        StringBuilder text =
                new StringBuilder("{\"name\": \"many\", ").append(head).append("\"steps\": [\n");
        for (int i = 0; i < MANY; i++) {
            text.append("{\"name\": \"step-").append(i).append("\", \"action\": \"core.noop\", ");
            text.append(keys.apply(i)).append(i + 1 < MANY ? "},\n" : "}]}");
        }
        return text.toString();
    }

    private static String chain(String first) {
        return steps("", i -> "\"dependencies\": [" + (i == 0 ? first : "\"step-" + (i - 1) + "\"") + "]");
    }

    /** The slow one of the two formats: its scanner needs a second or two for the million tokens. */
    private static String yamlSteps(boolean fan) {
        StringBuilder text = new StringBuilder("name: many\nsteps:\n");
        for (int i = 0; i < MANY; i++) {
            String needs = i == 0 ? "" : "step-" + (fan ? 0 : i - 1);
            text.append("- {name: step-").append(i).append(", action: core.noop, dependencies: [");
            text.append(needs).append("]}\n");
        }
        return text.toString();
    }

    @ParameterizedTest(name = "fan: {0}")
    @ValueSource(booleans = {false, true})
    void aHundredThousandStepsReadAlikeFromYamlAndJson(boolean fan) {
        WorkflowDefinition fromYaml = valid(yaml(yamlSteps(fan)));
        assertThat(fromYaml.steps()).hasSize(MANY);
        assertThat(fromYaml.steps().get(MANY - 1).dependencies()).containsExactly(fan ? "step-0" : "step-99998");
        WorkflowDefinition fromJson =
                valid(Reading.READER.read(fromYaml.json(), "many.json", Optional.of(Reading.actions())));
        assertThat(fromJson.digest()).isEqualTo(fromYaml.digest());
        assertThat(fromJson.steps().equals(fromYaml.steps())).isTrue();
    }

    @Test
    void aHundredThousandStepsWithTemplatesAndSchemasAreChecked() {
        ReadResult result = json(steps(
                "\"parameters\": {\"day\": {\"type\": \"string\"}}, ",
                i -> "\"parameters\": {\"v\": \"{{" + (i == 0 ? "day" : "step-" + (i - 1) + ".output") + "}}\"}"));
        assertThat(valid(result).steps().get(MANY - 1).dependencies()).containsExactly("step-99998");
        assertThat(result.warnings()).hasSize(10_000);
    }

    @Test
    void aHundredThousandMissingDependenciesAreCountedWithoutQuadraticSearch() {
        ReadResult result = json(steps("", i -> "\"dependencies\": [\"stp-" + (i + 1) + "\"]"));
        assertThat(result.errors()).hasSize(10_001);
        assertThat(result.errors().get(0).message()).endsWith("did you mean 'step-1'?");
        assertThat(result.errors().get(10_000).message()).isEqualTo("and 90000 more faults");
    }

    @Test
    void aCycleOfAHundredThousandStepsIsToldInShort() {
        List<Fault> errors = json(chain("\"step-99999\"")).errors();
        assertThat(errors).hasSize(1);
        assertThat(errors.get(0).code()).isEqualTo("cycle");
        assertThat(errors.get(0).message()).contains("step-0 -> step-99999 -> ").hasSizeLessThan(2_000);
        assertThat(errors.get(0).line()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "{a: ", "- ", "? "})
    void aHundredThousandOpenBracketsAreAFaultWithAPlace(String bracket) {
        String text = "\n" + bracket.repeat(MANY);
        assertThat(faults(json(text))).singleElement().asString().matches("2:\\d+ syntax");
        assertThat(faults(yaml(text))).singleElement().asString().matches("2:\\d+ (syntax|alias)");
    }

    @Test
    void nestingIsAllowedDownToTheLimitAndKeptThere() {
        String deep = "[".repeat(190) + "]".repeat(190);
        String text = "{\"name\": \"x\", \"steps\": [{\"name\": \"a\", \"action\": \"c.n\", \"parameters\": {\"v\": "
                + deep + "}}]}";
        WorkflowDefinition definition = valid(json(text));
        assertThat(valid(json(definition.json()))).isEqualTo(definition);
        assertThat(valid(yaml(text))).isEqualTo(definition);
    }

    @Test
    void anAliasBombIsAFaultForEachAliasAndNothingMore() {
        StringBuilder text = new StringBuilder("name: bomb\nsteps: []\nmetadata:\n  a0: &a0 [x]\n");
        for (int i = 1; i < 48; i++) {
            text.append("  a").append(i).append(": &a").append(i).append(" [");
            text.append(("*a" + (i - 1) + ", ").repeat(9)).append("]\n");
        }
        List<String> faults = faults(yaml(text.toString()));
        assertThat(faults).filteredOn(fault -> fault.endsWith("alias")).hasSize(48 + 47 * 9);
        assertThat(faults).filteredOn(fault -> !fault.endsWith("alias")).containsExactly("2:8 bad_value");
    }

    @Test
    void everyOneOfManyDuplicateKeysIsFoundUpToALimit() {
        String text = "name: x\n" + "name: y\n".repeat(20_000);
        ReadResult result = yaml(text);
        assertThat(result.errors()).hasSize(10_001);
        assertThat(faults(result)).startsWith("2:1 duplicate_key", "3:1 duplicate_key");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e999999999", "-1e-999999999", "1E+2147483648", "9.9e99999999999999999999", "1e1001"})
    void aNumberThatWouldCostItsReaderIsRefused(String number) {
        String text = "{\"name\": \"x\",\n\"steps\": [{\"name\": \"a\", \"action\": \"c.n\", \"parameters\": {\"v\": "
                + number + "}}]}";
        assertThat(faults(json(text))).singleElement().asString().matches("2:\\d+ (bad_value|syntax)");
    }

    /** It once took time with the square of its length: half a minute for this one. */
    @Test
    void aTextOfMillionsOfCharactersIsReadFromYaml() {
        String text = "x".repeat(4_000_000);
        ReadResult result = yaml("name: x\nsteps:\n- {name: a, action: c.n, parameters: {v: " + text + "}}");
        assertThat(valid(result).steps().get(0).task().parameters().get("v").equals(text))
                .isTrue();
    }

    @Test
    void aNumberOfAMillionDigitsIsRefused() {
        String text = "{\"name\": \"x\", \"steps\": [{\"name\": \"a\", \"action\": \"c.n\", \"parameters\": {\"v\":\n"
                + "9".repeat(1_000_000) + "}}]}";
        assertThat(faults(json(text))).singleElement().asString().endsWith(" syntax");
        assertThat(faults(yaml(text))).containsExactly("2:1 bad_value");
    }

    @Test
    void aNumberWithManyDigitsKeepsThemAll() {
        String digits = "123456789012345678901234567890.123456789";
        String text = "{\"name\": \"x\", \"steps\": [{\"name\": \"a\", \"action\": \"c.n\", \"parameters\": {\"v\": "
                + digits + ", \"w\": 99999999999999999999}}]}";
        assertThat(valid(json(text)).json()).contains(digits).contains("99999999999999999999");
        assertThat(valid(yaml(text)).json()).isEqualTo(valid(json(text)).json());
    }

    @Test
    void aCharacterThatYamlForbidsIsAFaultAtItsPlace() {
        assertThat(faults(yaml("name: x\n# \uD83D\uDE80\ndescription: \uD83D\uDE80 \0")))
                .containsExactly("3:16 syntax");
    }

    @Test
    void namesAreShownInMessagesWithoutWhatATerminalWouldObey() {
        ReadResult result = json("{\"name\": \"\\u001b[31m\\u202e\\ud800\", \"steps\": []}");
        assertThat(result.errors().get(0).message()).contains("'\\u001b[31m\\u202e\\ud800'");
    }
}
