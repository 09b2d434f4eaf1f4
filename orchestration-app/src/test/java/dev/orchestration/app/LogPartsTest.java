package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code logs} of one element of a step, or of one of its passes. */
class LogPartsTest {
    @TempDir
    Path directory;

    private Terminal here;
    private String id;

    @BeforeEach
    void anExecutionWithElementsAndPasses() {
        here = Terminal.in(directory);
        here.write("parts.yaml", """
                name: parts
                steps:
                  - name: each
                    action: shell.run
                    for_each: [zero, one]
                    parameters: {command: "echo said-$W", env: {W: "{{item}}"}}
                  - name: poll
                    action: shell.run
                    parameters: {command: "echo x >> n; echo look-$(wc -l < n)"}
                    until: 'output.stdout.contains("3")'
                  - {name: "odd[0]", action: shell.run, parameters: {command: "echo odd"}}
                  - {name: mute, action: core.noop}
                """);
        id = here.type("run", "parts.yaml", "--json", "-q").id();
    }

    private String logs(String word) {
        Terminal.Answer answer = here.type("logs", id, word);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void anElementAndAPassAreNamedAsEverywhereElse() {
        assertThat(logs("each[1]")).isEqualTo("said-one\n");
        assertThat(logs("each")).contains("==> each[0], attempt 1 <==\nsaid-zero\n", "said-one");
        assertThat(logs("poll")).isEqualTo("look-3\n");
        assertThat(logs("poll#2")).isEqualTo("look-2\n");
        assertThat(logs("each[0]#1")).isEqualTo("said-zero\n");
    }

    @Test
    void aStepThatIsCalledLikeAnElementIsTheStep() {
        assertThat(logs("odd[0]")).isEqualTo("odd\n");
    }

    @Test
    void onesThatThereAreNotAreRefusedWithThoseThatThereAre() {
        Terminal.Answer element = here.type("logs", id, "each[7]");
        assertThat(element.code()).isEqualTo(2);
        assertThat(element.err()).contains("no log of 'each[7]'", "each[0], each[1]");
        assertThat(here.type("logs", id, "poll#9").err()).contains("no log of 'poll#9'", "poll, poll#2, poll#3");
        assertThat(here.type("logs", id, "eech[0]").err()).contains("did you mean 'each'?");
        assertThat(here.type("logs", id, "mute").err()).contains("nothing was printed");
    }
}
