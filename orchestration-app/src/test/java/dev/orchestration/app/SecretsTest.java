package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.Terminal.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A secret is used by steps, and nobody finds it afterwards: not in what is printed, and in no file. */
class SecretsTest {
    private static final String VALUE = "hunter2-hunter2";

    @TempDir
    Path home;

    private Terminal here;

    @BeforeEach
    void setTheSecret() throws IOException {
        Path work = Files.createDirectory(home.resolve("work"));
        here = new Terminal(work, Map.of("ORCHESTRATION_SECRET_TOKEN", VALUE, "HOME", home.toString()));
    }

    private void isNowhere(Answer... answers) throws IOException {
        List<String> forms = List.of(
                VALUE,
                Base64.getEncoder()
                        .encodeToString(VALUE.getBytes(StandardCharsets.UTF_8))
                        .substring(0, 16));
        List<String> seen = new ArrayList<>();
        for (Answer answer : answers) {
            seen.add(answer.out());
            seen.add(answer.err());
        }
        try (Stream<Path> files = Files.walk(here.directory())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                seen.add(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        assertThat(seen).noneMatch(text -> forms.stream().anyMatch(text::contains));
    }

    @Test
    void aProcessGetsItAndWhateverItDoesWithItIsHidden() throws IOException {
        here.write("workflow.yaml", """
                name: talkative
                steps:
                  - name: talk
                    action: shell.run
                    parameters:
                      env: {TOKEN: "{{secret.TOKEN}}"}
                      command: |
                        test ${#TOKEN} = 15 || exit 3
                        echo "plain $TOKEN"; echo "to errors $TOKEN" >&2
                        printf 'hunter2-'; sleep 0.2; printf 'hunter2 in two pieces\\n'
                        printf %s "$TOKEN" | base64
                        printf '{"token": "%s", "list": ["x%sy"]}' "$TOKEN" "$TOKEN" > "$ORCHESTRATION_OUTPUT"
                    sets: {kept: "{{output.token}} and {{secret.TOKEN}}"}
                  - name: next
                    action: core.echo
                    parameters: {message: ["{{talk.output}}", "{{ctx.kept}}", "a{{secret.TOKEN}}b"]}
                """);
        Answer run = here.type("run", "--json");
        assertThat(run.code()).as(run.err()).isZero();
        Answer logs = here.type("logs", run.id(), "talk");
        assertThat(logs.out()).contains("plain ***", "to errors ***", "*** in two pieces");
        Answer show = here.type("show", run.id(), "--json");
        assertThat(show.out()).contains("\"token\": \"***\"", "x***y", "*** and ***", "a***b");
        isNowhere(run, logs, show, here.type("show", run.id()), here.type("list"));
    }

    @Test
    void aFailureThatTellsItIsHidden() throws IOException {
        here.write("workflow.yaml", """
                name: loud
                steps:
                  - {name: cry, action: core.fail, parameters: {message: "bad key {{secret.TOKEN}}"}}
                  - {name: die, action: shell.run, parameters: {command: "echo key {{secret.TOKEN}} >&2; exit 1"}}
                """);
        Answer run = here.type("run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("bad key ***", "key ***");
        isNowhere(run);
    }

    @Test
    void aSecretThatIsNotThereFailsTheStepAndSaysWhereItWasLookedFor() {
        here.write("workflow.yaml", """
                name: w
                steps: [{name: s, action: core.echo, parameters: {message: "{{secret.NOPE}}"}}]
                """);
        Answer run = here.type("run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err())
                .contains(
                        "message: secret.NOPE: there is no secret NOPE: neither is the variable ORCHESTRATION_SECRET_NOPE set")
                .contains(home.resolve(".orchestration/secrets/NOPE").toString());
    }

    @Test
    void validateWarnsOfWhatIsNotThereOrTooShort() {
        here = new Terminal(here.directory(), Map.of("ORCHESTRATION_SECRET_PIN", "1234", "HOME", home.toString()));
        here.write("workflow.yaml", """
                name: w
                steps:
                  - name: s
                    action: core.echo
                    parameters: {message: "{{secret.NOPE}} {{secret.PIN}}"}
                """);
        Answer answer = here.type("validate");
        assertThat(answer.code()).isZero();
        assertThat(answer.out())
                .contains(
                        "workflow.yaml:5:", "secret.NOPE: there is no secret NOPE", "secret.PIN: the secret PIN has 4")
                .doesNotContain("1234");
    }

    @Test
    void conditionsAndExpressionsCannotReadThem() {
        here.write("workflow.yaml", """
                name: w
                steps:
                  - {name: s, action: core.noop, run_if: "secret.TOKEN == 'x'"}
                  - {name: t, action: core.echo, parameters: {message: "{{size(secret.TOKEN)}}"}}
                """);
        Answer answer = here.type("validate");
        assertThat(answer.code()).isEqualTo(2);
        assertThat(answer.out().lines().filter(line -> line.contains("a secret stands alone between braces")))
                .hasSize(2);
    }

    @Test
    void aWaitingStepHasNoWorkerAndSoNoSecret() throws IOException {
        here.write("workflow.yaml", """
                name: w
                steps: [{name: s, action: core.sleep, parameters: {duration: "{{secret.TOKEN}}"}}]
                """);
        Answer run = here.type("run");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out() + run.err()).contains("a secret is for what runs on a worker");
        isNowhere(run);
    }
}
