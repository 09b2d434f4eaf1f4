package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import dev.orchestration.state.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigCommandTest {
    @TempDir
    Path root;

    private Path directory;
    private Terminal here;

    @BeforeEach
    void aFolderAndAHome() throws IOException {
        directory = Files.createDirectories(root.resolve("work"));
        here = with(Map.of());
        here.bring("hello.yaml");
    }

    private Terminal with(Map<String, String> variables) {
        var environment = new java.util.HashMap<>(variables);
        environment.put("HOME", root.resolve("home").toString());
        return new Terminal(directory, environment);
    }

    private Path project(String text) throws IOException {
        return write(directory.resolve(".orchestration/config.yaml"), text);
    }

    private Path user(String text) throws IOException {
        return write(root.resolve("home/.config/orchestration/config.yaml"), text);
    }

    private static Path write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void eachValueIsShownWithWhereItCameFrom() throws IOException {
        Path project = project("mode: priority\nhttp: {rate: 5}\n");
        Path user = user("durability: fast\n");

        Answer answer = with(Map.of("ORCHESTRATION_LOG_LEVEL", "error")).type("config", "--workers", "3");

        assertThat(answer.code()).isZero();
        assertThat(answer.out().lines().map(line -> line.replaceAll(" +", " ")))
                .startsWith("KEY VALUE FROM", "store .orchestration/state.db default")
                .contains(
                        "durability fast " + user + ":1",
                        "workers 3 --workers",
                        "mode priority " + project + ":1",
                        "log_level error ORCHESTRATION_LOG_LEVEL",
                        "http.rate 5 " + project + ":2",
                        "llm.model none default");
    }

    @Test
    void programsGetTheSameAsJson() throws IOException {
        Path project = project("mode: priority\n");

        List<Map<String, Object>> all = here.type("config", "--json").list();

        assertThat(all)
                .hasSizeGreaterThan(10)
                .contains(Map.of(
                        "key", "mode",
                        "value", "priority",
                        "default", "resource_aware",
                        "source", "project",
                        "place", project + ":1"));
    }

    @Test
    void urlsAreShownWithoutPasswordsAndKeys() throws IOException {
        user("llm: {base_url: 'https://ada:enchantress@models.example:8443/v1?key=s3cret#more'}\n");
        Terminal there = with(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "http://key@collector.example?token=s3cret"));

        for (Answer answer : List.of(there.type("config"), there.type("config", "--json"))) {
            assertThat(answer.out())
                    .contains("https://models.example:8443/v1", "http://collector.example")
                    .doesNotContain("enchantress", "ada", "key@", "s3cret");
        }
        assertThat(there.type("config", "get", "llm.base_url").out()).isEqualTo("https://models.example:8443/v1\n");
        assertThat(there.type("config", "--otlp", "https://ada:enchan/tress@host")
                        .out())
                .contains("a URL that is not shown")
                .doesNotContain("enchan", "tress");
        assertThat(here.type("config", "get", "traces.otlp").out()).isEqualTo("none\n");
    }

    @Test
    void oneSettingIsPrintedAlone() {
        assertThat(here.type("config", "get", "durability").out()).isEqualTo("durable\n");
        assertThat(here.type("config", "get", "workers", "--workers", "7").out())
                .isEqualTo("7\n");
        assertThat(here.type("config", "get", "wrokers").err()).contains("did you mean 'workers'?");
        assertThat(here.type("config", "get").code()).isEqualTo(2);
    }

    @Test
    void whereFilesAreLookedForIsToldAlsoWhenOneIsWrong() throws IOException {
        Path project = project("nonsense: 1\n");

        assertThat(here.type("config").code()).isEqualTo(2);
        assertThat(here.type("config", "path").out())
                .contains("project  there   " + project)
                .contains("user     absent  " + root.resolve("home/.config/orchestration/config.yaml"));
    }

    @Test
    void aFileThatIsWrongStopsEveryCommandThatItWouldSteer() throws IOException {
        Path project = project("workrs: 1\n");

        Answer refused = here.type("run", "hello.yaml", "--json");

        assertThat(refused.code()).isEqualTo(2);
        assertThat(refused.err()).contains(project + ":1:1: there is no key 'workrs'; did you mean 'workers'?");
        assertThat(refused.out()).contains("\"ConfigurationInvalid\"");
        assertThat(here.type("help", "run").code()).isZero();
        assertThat(here.type("completion", "bash").code()).isZero();
    }

    @Test
    void aRunKeepsItsStateWhereTheProjectSaysAndLaterCommandsFindIt() throws IOException {
        project("store: kept.db\n");

        assertThat(here.type("run", "hello.yaml").code()).isZero();

        assertThat(directory.resolve(".orchestration/kept.db")).exists();
        assertThat(directory.resolve(".orchestration/state.db")).doesNotExist();
        assertThat(here.type("list", "--json").list()).hasSize(1);
        assertThat(with(Map.of("ORCHESTRATION_STORE", "other.db"))
                        .type("list", "--json")
                        .list())
                .isEmpty();
    }

    @Test
    void theModeOfTheConfigurationGivesWayToThatOfTheDefinition() throws IOException {
        project("mode: sequential\n");
        here.write("own.yaml", "name: own\nmode: parallel\nsteps: [{name: a, module: core, action: noop}]\n");

        assertThat(mode("hello.yaml")).isEqualTo("sequential");
        assertThat(mode("own.yaml")).isEqualTo("parallel");
        assertThat(mode("own.yaml", "--mode", "priority")).isEqualTo("priority");
    }

    private String mode(String... words) {
        String[] run = java.util.stream.Stream.concat(java.util.stream.Stream.of("run"), java.util.Arrays.stream(words))
                .toArray(String[]::new);
        assertThat(here.type(run).code()).isZero();
        String id = (String) here.type("list", "--json").list().get(0).get("execution_id");
        String created =
                here.type("events", id, "--json").out().lines().findFirst().orElseThrow();
        return (String) ((Map<?, ?>) Json.read(created)).get("mode");
    }

    @Test
    void aServiceOfTheUsersFileMayBeCalled() throws IOException {
        user("http: {allow: ['localhost:9']}\n");
        here.write("call.yaml", """
                name: call
                steps: [{name: a, module: http, action: request, parameters: {url: 'http://localhost:9/'}}]
                """);

        Answer answer = here.type("run", "call.yaml");

        assertThat(answer.code()).isEqualTo(1); // nobody listens, but it was tried
        assertThat(answer.err()).doesNotContain("not public");
    }

    @Test
    void aFileThatOthersMayChangeIsWarnedOf() throws IOException {
        Path file = project("workers: 2\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));

        assertThat(here.type("run", "hello.yaml").err()).contains("warning: " + file + " can be changed by others");
        assertThat(here.type("run", "hello.yaml", "-q").err()).isEmpty();
    }
}
