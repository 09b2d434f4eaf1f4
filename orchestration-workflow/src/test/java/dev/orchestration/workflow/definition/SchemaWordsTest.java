package dev.orchestration.workflow.definition;

import static dev.orchestration.workflow.definition.Reading.faults;
import static dev.orchestration.workflow.definition.Reading.warnings;
import static dev.orchestration.workflow.definition.Reading.yaml;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Slips in the JSON Schemas of parameters and forms, which JSON Schema itself lets pass. */
class SchemaWordsTest {
    private static ReadResult parameters(String schemas) {
        return yaml("name: w\nparameters:\n" + schemas.indent(2) + "steps: [{name: a, action: core.noop}]\n");
    }

    @Test
    void aWordThatJsonSchemaDoesNotHaveIsWarnedOfWithTheNearest() {
        ReadResult read = parameters("n: {type: integer, min: 1, maximun: 3}");
        assertThat(faults(read)).isEmpty();
        assertThat(read.warnings())
                .extracting(Fault::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("no word 'min'", "did you mean 'minimum'?"),
                        second -> assertThat(second).contains("no word 'maximun'", "did you mean 'maximum'?"));
        assertThat(warnings(read)).first().isEqualTo("3:22 unknown_schema_word");
    }

    @Test
    void schemasInsideAreLookedThroughAndNamesOfPropertiesAreNoWords() {
        ReadResult read = parameters("""
                list: {type: array, items: {type: object, properties: {min: {type: string, minLenght: 1}}}}
                any: {anyOf: [{type: string}, {typ: integer}], x-own: 1, default: {max: 1}}
                """);
        assertThat(read.warnings())
                .extracting(Fault::message)
                .satisfiesExactly(
                        first -> assertThat(first).contains("'minLenght'", "'minLength'"),
                        second -> assertThat(second).contains("'typ'", "'type'"));
    }

    @Test
    void aTypeThatThereIsNotIsToldOnce() {
        ReadResult read = parameters("n: {type: strnig}");
        assertThat(read.errors())
                .extracting(Fault::message)
                .containsExactly("type: 'strnig' is no type; did you mean 'string'?");
    }

    @Test
    void theFormOfAStepIsLookedAtInTheSameWay() {
        ReadResult checked = Reading.READER.read(
                """
                name: w
                steps:
                  - name: ok
                    action: human.approve
                    parameters: {message: hi, form: {type: object, properties: {n: {type: nubmer, min: 1}}}}
                """, "w.yaml", java.util.Optional.of(dev.orchestration.tasks.action.ActionRegistry.standard()));
        assertThat(checked.errors())
                .extracting(Fault::message)
                .containsExactly("properties.n.type: 'nubmer' is no type; did you mean 'number'?");
        assertThat(checked.warnings())
                .extracting(Fault::message)
                .singleElement()
                .asString()
                .contains("'min'");
    }

    @Test
    void whatAStepThatWaitsCannotHaveIsNoMatterOfTheVersion() {
        ReadResult read = Reading.READER.read(
                """
                name: w
                steps: [{name: ok, action: human.approve, parameters: {message: hi}, sets: {a: 1}}]
                """, "w.yaml", java.util.Optional.of(dev.orchestration.tasks.action.ActionRegistry.standard()));
        assertThat(read.errors()).extracting(Fault::code).containsExactly("not_for_a_wait");
    }
}
