package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run whose steps wait for people in one terminal; in another somebody answers. */
@Timeout(180)
class WaitCommandsTest {
    @TempDir
    Path directory;

    private Terminal here;
    private LiveTerminal first;

    @BeforeEach
    void aRunThatWaitsTwice() throws Exception {
        here = Terminal.in(directory);
        here.write("ship.yaml", """
                name: ship
                steps:
                  - {name: parcel, action: signal.wait, parameters: {name: delivered}}
                  - name: pay
                    action: human.approve
                    parameters:
                      message: "Pay for {{parcel.output.id}}?"
                      form: {type: object, properties: {amount: {type: integer}}, required: [amount]}
                  - {name: say, action: core.echo, parameters: {message: "{{pay.output.by}} pays {{pay.output.form.amount}}"}}
                """);
        first = LiveTerminal.type(here, "run", "ship.yaml", "--json", "--workers", "1");
        first.awaitErr("parcel waits for a signal: orchestrate signal ");
    }

    @AfterEach
    void theFirstEnds() throws Exception {
        if (first.isAtWork()) {
            here.type("cancel", id());
            first.end();
        }
    }

    private String id() {
        return (String) here.type("list", "--json").list().get(0).get("execution_id");
    }

    private Terminal.Answer done(String... words) {
        Terminal.Answer answer = here.type(words);
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer;
    }

    private Terminal.Answer refused(String... words) {
        Terminal.Answer answer = here.type(words);
        assertThat(answer.code()).as(answer.err()).isEqualTo(2);
        return answer;
    }

    @SuppressWarnings("unchecked")
    private Map<String, Object> step(Terminal.Answer answer, String name) {
        return (Map<String, Object>) ((Map<String, Object>) answer.object().get("steps")).get(name);
    }

    private void deliver() throws Exception {
        done("signal", id(), "delivered", "--data", "{\"id\": 17}");
        first.awaitErr("pay asks: Pay for 17?  orchestrate approve " + id() + " pay");
    }

    @Test
    void aSignalAndAnApprovalFromTheSecondTerminalLetTheFirstGoOn() throws Exception {
        deliver();
        Terminal.Answer shown = done("show", id(), "--json");
        assertThat(step(shown, "parcel")).containsEntry("output", Map.of("id", 17L));
        assertThat(step(shown, "pay").get("waiting_for"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("kind", "approval")
                .containsEntry("name", "Pay for 17?")
                .containsEntry("due", null)
                .containsKeys("form", "since");
        assertThat(done("show", id()).out()).contains("waiting for approval: Pay for 17?", "approve " + id() + " pay");

        Terminal.Answer approved =
                done("approve", id(), "pay", "--data", "{\"amount\": 3}", "--comment", "looks good", "--json");
        assertThat(approved.err()).startsWith("orchestrate: approved pay of " + id() + "\n");

        Terminal.Answer owner = first.end();
        assertThat(owner.code()).as(owner.err()).isZero();
        String user = System.getProperty("user.name");
        assertThat(step(owner, "pay").get("output"))
                .asString()
                .contains("approved=true", "by=" + user, "comment=looks good", "form={amount=3}");
        assertThat(step(owner, "say")).containsEntry("output", user + " pays 3");
        assertThat(owner.err()).contains("✓ pay").contains("by " + user);
    }

    @Test
    void aRejectionFailsTheRunAndSaysWhy() throws Exception {
        deliver();
        Terminal.Answer rejected = done("approve", id(), "pay", "--reject", "--comment", "too dear");
        assertThat(rejected.err()).startsWith("orchestrate: rejected pay of " + id() + "\n");

        Terminal.Answer owner = first.end();
        assertThat(owner.code()).isEqualTo(1);
        assertThat(owner.err()).contains("rejected by " + System.getProperty("user.name") + ": too dear");
        assertThat(step(owner, "say")).containsEntry("blocked_by", List.of("pay"));
    }

    @Test
    void whatMakesNoSenseIsRefusedWithTheRemedyAndChangesNothing() throws Exception {
        assertThat(refused("approve", id(), "parcel").err()).contains("waits for a signal (`orchestrate signal ");
        assertThat(refused("approve", id(), "pya").err())
                .contains("no step 'pya'")
                .contains("pay");
        assertThat(refused("approve", id(), "pay").err()).contains("is blocked");
        deliver();
        assertThat(refused("approve", id(), "pay").err()).contains("does not fit the form", "--data");
        assertThat(refused("approve", id(), "pay", "--data", "{\"amount\": \"x\"}")
                        .err())
                .contains("amount");
        assertThat(refused("approve", id(), "pay", "--data", "{").err()).contains("--data takes JSON");
        assertThat(refused("approve", id(), "pay", "--reject", "--data", "1").err())
                .contains("goes with an approval");
        assertThat(refused("decide", id(), "pay", "--skip").err())
                .contains("waits for approval (`orchestrate approve ");
        assertThat(refused("decide", id(), "pay").err()).contains("say one of --rerun");
        assertThat(refused("signal", id()).err()).contains("the signal");
        done("approve", id(), "pay", "--data", "{\"amount\": 3}");
        first.end();
        assertThat(refused("approve", id(), "pay").err()).contains("is completed already");
        assertThat(refused("signal", id(), "delivered").err()).contains("is completed already");
    }

    @Test
    void whatWasInterruptedKeepsWhatPeopleSayUntilSomebodyGoesOnWithIt() throws Exception {
        String id = id();
        done("pause", id);
        assertThat(first.end().code()).isEqualTo(130);

        done("signal", id, "delivered", "--data", "{\"id\": 17}");
        assertThat(done("show", id, "--json").object()).containsEntry("status", "paused");
        LiveTerminal second = LiveTerminal.type(here, "continue", id, "--json");
        second.awaitErr("pay asks: Pay for 17?");
        done("pause", id);
        assertThat(second.end().code()).isEqualTo(130);

        Terminal.Answer approved = done("approve", id, "pay", "--data", "{\"amount\": 4}", "--json");
        assertThat(step(approved, "pay")).containsEntry("status", "completed");
        assertThat(step(approved, "say")).containsEntry("status", "ready");
        assertThat(done("continue", id, "--json").object()).containsEntry("status", "completed");
    }

    @Test
    void whatWaitsMayHoldNoResources() throws Exception {
        Files.writeString(directory.resolve("bad.yaml"), """
                name: bad
                resources: [{id: gpu, type: compute, capacity: 1}]
                steps:
                  - {name: a, action: signal.wait, parameters: {name: x}, resources: [{resource_id: gpu}]}
                  - {name: b, action: human.approve, parameters: {message: x}, resources: [{resource_id: gpu}]}
                  - {name: c, action: time.until, parameters: {at: "2026-01-01T00:00:00Z"}, resources: [{resource_id: gpu}]}
                """);
        Files.writeString(directory.resolve("worse.yaml"), """
                name: worse
                steps:
                  - {name: a, action: signal.wait, parameters: {name: x, timeout: soon}}
                  - {name: b, action: human.approve, parameters: {message: x, form: {type: thing}}}
                  - {name: c, action: time.until, parameters: {at: "2026-01-01T00:00:00"}}
                  - {name: d, action: core.sleep, parameters: {duration: long}}
                """);
        assertThat(refused("validate", "worse.yaml").out())
                .contains("worse.yaml:3:", "worse.yaml:4:", "worse.yaml:5:", "worse.yaml:6:")
                .contains("is no time with a zone; write a time with its zone");
        assertThat(refused("validate", "bad.yaml").out().lines().filter(line -> line.contains("cannot hold resources")))
                .hasSize(3);
    }
}
