package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewWorkflowTest {
    @TempDir
    Path folder;

    private Terminal here;

    @BeforeEach
    void sitDown() {
        here = Terminal.in(folder);
    }

    /** A person on a terminal who answers with these lines. */
    private Answer answering(String lines, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Caller caller = new Caller(
                new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)),
                true,
                new Channel(new PrintStream(out, true, StandardCharsets.UTF_8), Style.PLAIN),
                new Channel(new PrintStream(err, true, StandardCharsets.UTF_8), new Style(true, false, true)),
                Map.of(),
                folder,
                Clock.system());
        int code = new Dispatcher(caller).dispatch(words);
        return new Answer(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void whatItWritesIsValidRunsAndNamesItsSchema() throws Exception {
        assertThat(here.type("new", "workflow", "--name", "nightly: #1", "--steps", "fetch, it's \"b\" ,c-3")
                        .code())
                .isZero();
        Path file = folder.resolve("workflow.yaml");
        assertThat(Files.readString(file)).startsWith("# yaml-language-server: $schema=workflow.schema.json\nname: ");
        Answer valid = here.type("validate");
        assertThat(valid.code()).as(valid.out()).isZero();
        assertThat(valid.out()).doesNotContain("warning").contains("valid, 3 steps");
        Answer run = here.type("run", "--json", "--quiet");
        assertThat(run.code()).as(run.err()).isZero();
        assertThat(run.out())
                .contains("\"workflow\": \"nightly: #1\"", "c-3 for world\\n", "it's \\\"b\\\" for world\\n");
    }

    @Test
    void withoutATerminalNothingIsAskedAndTheUsualCounts() throws Exception {
        Answer answer = here.type("new", "workflow", "report.yml");
        assertThat(answer.code()).isZero();
        assertThat(answer.err()).contains("wrote report.yml", "orchestrate run report.yml", "orchestrate schema -o");
        assertThat(Files.readString(folder.resolve("report.yml"))).contains("name: \"report\"", "name: \"hello\"");
    }

    @Test
    void onATerminalItAsksForWhatIsNotGiven() throws Exception {
        Answer answer = answering("mine\n\n", "new", "workflow", "a.yaml");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("Name of the workflow [a]: ", "Steps, separated by commas [hello,goodbye]: ");
        assertThat(Files.readString(folder.resolve("a.yaml"))).contains("name: \"mine\"", "name: \"goodbye\"");
        assertThat(answering("", "new", "workflow", "b.yaml").err())
                .contains("the input ended, so nothing was written");
        assertThat(folder.resolve("b.yaml")).doesNotExist();
        assertThat(answering("", "new", "workflow", "b.yaml", "--name", "b", "--steps", "s")
                        .code())
                .isZero();
    }

    @Test
    void aFileThatIsThereIsOverwrittenOnlyByForce() throws Exception {
        Path file = here.write("workflow.yaml", "precious");
        Answer answer = here.type("new", "workflow");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("workflow.yaml is there already; --force overwrites it");
        assertThat(file).hasContent("precious");
        assertThat(here.type("new", "workflow", "--force").code()).isZero();
        assertThat(here.type("validate").code()).isZero();
    }

    @Test
    void whatWouldNotBeValidIsNotWritten() {
        Answer twice = here.type("new", "workflow", "--steps", "a,a");
        assertThat(twice.code()).isEqualTo(2);
        assertThat(twice.err()).contains("duplicate_step");
        assertThat(here.type("new", "workflow", "--steps", "a,,b").err()).contains("--steps takes names");
        assertThat(here.type("new", "workflow", "w.json").err()).contains("written as YAML");
        assertThat(here.type("new", "workflow", "no/w.yaml").err()).contains("there is no directory");
        assertThat(here.type("new").err()).contains("say what to begin: workflow");
        assertThat(folder).isEmptyDirectory();
    }
}
