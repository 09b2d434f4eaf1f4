package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.state.Clock;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run on a terminal at which a person sits: it asks there. */
@Timeout(120)
class InterviewTest {
    @TempDir
    Path directory;

    private Terminal here;
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void aWorkflowThatAsks() {
        here = Terminal.in(directory);
        here.write("ask.yaml", """
                name: ask
                steps:
                  - name: pay
                    action: human.approve
                    parameters:
                      message: "Pay?"
                      form: {type: object, properties: {amount: {type: integer}}, required: [amount]}
                  - {name: say, action: core.echo, parameters: {message: "{{pay.output.form.amount}}"}}
                """);
    }

    /** Runs the workflow while a person types; gives the exit code. */
    private int typing(String text) {
        Caller caller = new Caller(
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
                true,
                new Channel(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), Style.PLAIN),
                new Channel(new PrintStream(err, true, StandardCharsets.UTF_8), Style.PLAIN),
                here.environment(),
                directory,
                Clock.system());
        return new Dispatcher(caller).dispatch("run", "ask.yaml");
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void whoSaysYesAndGivesTheDataLetsItGoOn() {
        assertThat(typing("y\n{\"amount\": 3}\n")).as(said()).isZero();
        assertThat(said()).contains("pay asks: Pay?", "approve? [y]es", "it wants data as JSON", "say: 3");
    }

    @Test
    void whatDoesNotFitIsSaidAndAskedAgain() {
        assertThat(typing("perhaps\ny\n{\ny\n{\"amount\": \"x\"}\ny\n{\"amount\": 4}\n"))
                .as(said())
                .isZero();
        assertThat(said()).contains("y or n", "does not fit the form of step 'pay'", "say: 4");
    }

    @Test
    void whoSaysNoIsAskedWhy() {
        assertThat(typing("n\ntoo dear\n")).as(said()).isEqualTo(1);
        assertThat(said()).contains("why?", "rejected by " + System.getProperty("user.name") + ": too dear");
    }

    @Test
    void whoSaysNothingAnswersElsewhere() throws Exception {
        CompletableFuture<Integer> run = new CompletableFuture<>();
        Thread terminal = new Thread(() -> run.complete(typing("\n")), "terminal");
        terminal.setDaemon(true);
        terminal.start();
        while (!said().contains("approve?")) {
            Thread.onSpinWait();
        }
        String id = (String) here.type("list", "--json").list().get(0).get("execution_id");
        Terminal.Answer answer = here.type("approve", id, "pay", "--data", "{\"amount\": 5}");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(run.get(60, TimeUnit.SECONDS)).as(said()).isZero();
        assertThat(said()).contains("say: 5");
    }
}
