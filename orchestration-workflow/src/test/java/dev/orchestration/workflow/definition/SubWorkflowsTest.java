package dev.orchestration.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.tasks.action.ActionRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files that steps run as workflows of their own. */
class SubWorkflowsTest {
    @TempDir
    Path folder;

    private void file(String name, String... lines) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "name: w\n" + String.join("\n", lines) + "\n");
    }

    private List<String> faults(String name) throws IOException {
        ReadResult result = new WorkflowReader().read(folder.resolve(name), Optional.of(ActionRegistry.standard()));
        return result.errors().stream()
                .map(fault -> fault.line() + ": " + fault.message() + " [" + fault.code() + "]")
                .toList();
    }

    private static String runs(String file, String more) {
        return "steps: [{name: s, action: workflow.run, parameters: {workflow: " + file + "}" + more + "}]";
    }

    @Test
    void aSoundFileBesideIsFine() throws Exception {
        file(
                "lib/inner.yaml",
                "parameters: {of: {type: integer}, more: {default: 1}}",
                "steps: [{name: a, action: core.noop}]");
        file(
                "outer.yaml",
                "steps:",
                "  - {name: s, action: workflow.run, parameters: {workflow: lib/inner.yaml, parameters: {of: 3}}}",
                "  - {name: t, action: workflow.run, parameters: {workflow: lib/inner.yaml, parameters: {of: '{{s.output.a}}'}},"
                        + " dependencies: [s]}");
        assertThat(faults("outer.yaml")).isEmpty();
    }

    private int atOnce(String action, String list) throws IOException {
        file("outer.yaml", "steps: [{name: s, action: " + action + ", for_each: " + list + "}]");
        ReadResult result = new WorkflowReader().read(folder.resolve("outer.yaml"), Optional.empty());
        return result.definition()
                .orElseThrow()
                .steps()
                .get(0)
                .task()
                .repetition()
                .each()
                .maxParallel();
    }

    @Test
    void aListHasNoMoreOfThemUnderWayThanItSaysOr64() throws Exception {
        assertThat(atOnce("workflow.run, parameters: {workflow: x}", "[1]")).isEqualTo(64);
        assertThat(atOnce("workflow.run, parameters: {workflow: x}", "{items: [1]}"))
                .isEqualTo(64);
        assertThat(atOnce("workflow.run, parameters: {workflow: x}", "{items: [1], max_parallel: 500}"))
                .isEqualTo(500);
        assertThat(atOnce("core.noop", "[1]")).isEqualTo(Integer.MAX_VALUE);
    }

    @Test
    void anAbsentFileIsToldAtTheStep() throws Exception {
        file("outer.yaml", runs("absent.yaml", ""));
        assertThat(faults("outer.yaml"))
                .containsExactly("2: step 's' runs absent.yaml, which does not exist beside outer.yaml [sub_workflow]");
    }

    @Test
    void aFaultInsideIsToldWithItsPlace() throws Exception {
        file("inner.yaml", "steps:", "  - {name: a, action: core.nop}");
        file("outer.yaml", runs("inner.yaml", ""));
        assertThat(faults("outer.yaml")).singleElement().asString().contains("inner.yaml:3:23: ", "core.nop");
    }

    @Test
    void parametersAreThoseOfTheOther() throws Exception {
        file("inner.yaml", "parameters: {of: {type: integer}, to: {}}", "steps: [{name: a, action: core.noop}]");
        file(
                "outer.yaml",
                "steps:",
                "  - {name: s, action: workflow.run, parameters: {workflow: inner.yaml, parameters: {of: x, off: 1}}}");
        assertThat(faults("outer.yaml"))
                .satisfiesExactlyInAnyOrder(
                        fault -> assertThat(fault).contains("needs the parameter 'to'"),
                        fault -> assertThat(fault).contains("'of' of inner.yaml", "integer expected"),
                        fault -> assertThat(fault).contains("has no parameter 'off'", "did you mean 'of'?"));
    }

    @Test
    void workflowsThatRunEachOtherForEverAreRefusedAndOthersAreNot() throws Exception {
        file("a.yaml", runs("b.yaml", ""));
        file("b.yaml", runs("a.yaml", ""));
        file("self.yaml", runs("self.yaml", ", run_if: 'parameters == {}'"));
        assertThat(faults("a.yaml")).singleElement().asString().contains("itself for ever: a.yaml -> b.yaml -> a.yaml");
        assertThat(faults("self.yaml")).isEmpty();
    }

    @Test
    void whatIsNamedByATemplateOrRegisteredElsewhereIsLeftToTheRun() throws Exception {
        file("outer.yaml", "parameters: {which: {default: x.yaml}}", runs("'{{which}}'", ""));
        file("word.yaml", runs("nightly-report", ""));
        assertThat(faults("outer.yaml")).isEmpty();
        assertThat(faults("word.yaml")).isEmpty();
    }
}
