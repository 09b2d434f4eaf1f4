package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    Path directory;

    private Terminal.Answer type(String... words) {
        return Terminal.in(directory).type(words);
    }

    @Test
    void aMistypedCommandIsToldTheNearestOne() {
        Terminal.Answer answer = type("rnu", "x.yaml");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err())
                .contains("no command 'rnu'")
                .contains("did you mean 'run'?")
                .contains("orchestrate help");
        assertThat(answer.out()).isEmpty();
    }

    @Test
    void aMistypedOptionIsToldTheNearestOneAndWhereTheHelpIs() {
        Terminal.Answer answer = type("list", "--jsno");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.err()).contains("'--jsno'").contains("--json").contains("orchestrate help list");
    }

    @Test
    void anOptionBeforeTheCommandIsToldToComeLater() {
        assertThat(type("--json", "list").err()).contains("the command comes first");
    }

    @Test
    void withJsonARefusalIsOneObjectOnStandardOutput() {
        Terminal.Answer answer = type("show", "--json", "nothing");

        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.object()).containsOnlyKeys("error");
        assertThat(answer.object().get("error"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("type", "UsageError")
                .containsEntry("kind", "user");
    }

    @Test
    void lookingCreatesNoStore() {
        assertThat(type("show", "x").err()).contains("no store here yet");
        assertThat(type("resume", "x").code()).isEqualTo(2);
        assertThat(type("list").code()).isZero();
        assertThat(type("list", "--json").out()).isEqualTo("[]\n");
        assertThat(directory).isEmptyDirectory();
    }

    @Test
    void aStoreThatCannotBeMeantIsRefusedBeforeAnythingIsMade() throws Exception {
        assertThat(type("list", "--store", "nope/s.db").err()).contains("the folder nope, which does not exist");
        assertThat(type("list", "--store", "jdbc:mysql://x/y").err()).contains("jdbc:postgresql://HOST/DATABASE");
        Terminal.in(directory).write("w.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
        assertThat(type("run", "w.yaml", "--store", "nope/s.db").code()).isEqualTo(2);
        assertThat(directory.resolve("nope")).doesNotExist();
    }

    /** What a process leaves that was killed before it had made the tables. */
    @Test
    void aStoreOfWhichOnlyTheFileWasMadeListsNothing() throws Exception {
        Files.createFile(directory.resolve("s.db"));

        assertThat(type("list", "--json", "--store", "s.db").out()).isEqualTo("[]\n");
        assertThat(type("list", "--store", "s.db").err())
                .contains("nothing was run here yet")
                .contains("s.db is empty");
        assertThat(type("show", "x", "--store", "s.db").err()).contains("s.db is empty");
    }

    @Test
    void theNearestStoreAboveIsFoundAndTheEnvironmentComesBeforeIt() throws Exception {
        Terminal.in(directory).write("w.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
        assertThat(type("run", "w.yaml").code()).isZero();
        Path below = Files.createDirectories(directory.resolve("a/b"));

        assertThat(Terminal.in(below).type("list", "--json").list()).hasSize(1);
        Terminal elsewhere = new Terminal(below, Map.of("ORCHESTRATION_STORE", "other.db"));
        assertThat(elsewhere.type("list", "--json").list()).isEmpty();
        assertThat(elsewhere
                        .type("list", "--json", "--store", "../../.orchestration/state.db")
                        .list())
                .hasSize(1);
    }

    @Test
    void runWithoutAFileTakesTheUsualOneAndNamesSeveral() {
        assertThat(type("run").err()).contains("name a workflow file");
        Terminal here = Terminal.in(directory);
        here.write("workflow.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
        assertThat(here.type("run", "--quiet")).isEqualTo(new Terminal.Answer(0, "", ""));
        here.write("workflow.json", "{}");

        Terminal.Answer several = here.type("run");
        assertThat(several.code()).isEqualTo(2);
        assertThat(several.err()).contains("workflow.yaml, workflow.json");
    }

    @Test
    void aFaultOfOursIsOneLineAndTheTraceOnlyWithDebug() {
        Errors plain = Errors.of("run");
        Errors debug = Errors.of("run", "--debug", "--json");

        assertThat(plain.told().internal(new IllegalStateException("odd"))).isEqualTo(1);
        assertThat(plain.err()).contains("internal error").contains("odd").doesNotContain("\tat ");
        assertThat(debug.told().internal(new IllegalStateException("odd"))).isEqualTo(1);
        assertThat(debug.err()).contains("\tat ");
        assertThat(debug.out()).contains("\"kind\": \"internal\"");
    }

    private record Errors(ErrorReport told, ByteArrayOutputStream outBytes, ByteArrayOutputStream errBytes) {
        static Errors of(String... words) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            ByteArrayOutputStream err = new ByteArrayOutputStream();
            Caller caller = new Caller(
                    new Channel(new PrintStream(out, true, StandardCharsets.UTF_8), Style.PLAIN),
                    new Channel(new PrintStream(err, true, StandardCharsets.UTF_8), Style.PLAIN),
                    Map.of(),
                    Path.of("/"),
                    Clock.system());
            return new Errors(new ErrorReport(caller, List.of(words)), out, err);
        }

        String out() {
            return outBytes.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return errBytes.toString(StandardCharsets.UTF_8);
        }
    }
}
