package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.command.CommandClerk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two processes on one store, of which one owns it: what the other one asks for. */
@Timeout(120)
class CommandClerkTest {
    private static final String NOOP = "{name: w, steps: [{name: a, action: core.noop}]}";
    private static final String GATE =
            "{name: w, steps: [{name: first, action: t.count}, {name: gate, action: t.gate, dependencies: [first]}]}";

    @TempDir
    Path folder;

    private OrchestrationEngine owner;
    private Sender sender;
    private final CountDownLatch gate = new CountDownLatch(1);
    private final AtomicInteger counted = new AtomicInteger();

    @BeforeEach
    void anOwnerAndAnother() {
        owner = host().build();
        sender = Sender.beside(owner);
    }

    private EngineBuilder host() {
        return OrchestrationEngine.builder()
                .store(store())
                .action("t", "count", ctx -> counted.incrementAndGet())
                .action("t", "gate", ctx -> {
                    gate.await();
                    return null;
                });
    }

    private Path store() {
        return folder.resolve("state.db");
    }

    @AfterEach
    void close() {
        gate.countDown();
        sender.close();
        owner.close();
    }

    private ExecutionId begin(String text) throws Exception {
        return Sender.execution(sender.ask(Sender.run(folder, text)));
    }

    private WorkflowStatus status(ExecutionId id) {
        return sender.store().archive().execution(id).orElseThrow().status();
    }

    private Event.CommandReceived ask(String verb, String execution, Map<String, Object> arguments) throws Exception {
        return sender.ask(new Command("c-" + verb.strip(), verb, execution, arguments, "ada", 1));
    }

    private List<String> lying() {
        return sender.store().commands().waiting();
    }

    @Test
    void aWorkflowThatIsSentIsCarriedOut() throws Exception {
        Event.CommandReceived answer = sender.ask(Sender.run(folder, NOOP));

        assertThat(answer.isRefused()).as(answer.toString()).isFalse();
        assertThat(answer.by()).isEqualTo("ada");
        sender.await(Event.ExecutionEnded.class, "COMPLETED");
        assertThat(status(Sender.execution(answer))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void anExecutionIsSuspendedAndGoesOnWithoutRepeatingAnything() throws Exception {
        ExecutionId id = begin(GATE);
        sender.await(Event.AttemptStarted.class, "node=1");

        assertThat(sender.ask(Sender.COMMANDS.suspend(id, "lunch")).isRefused()).isFalse();
        sender.await(Event.ExecutionPaused.class, "lunch");
        gate.countDown();
        assertThat(sender.ask(Sender.COMMANDS.resume(id, List.of())).isRefused())
                .isFalse();

        sender.await(Event.ExecutionEnded.class, "COMPLETED");
        assertThat(counted).hasValue(1);
    }

    @Test
    void anExecutionIsCancelledAndTriedAgain() throws Exception {
        ExecutionId id = begin(GATE);
        sender.await(Event.AttemptStarted.class, "node=1");

        assertThat(sender.ask(Sender.COMMANDS.cancel(id, null, "enough")).isRefused())
                .isFalse();
        sender.await(Event.ExecutionEnded.class, "CANCELLED");
        gate.countDown();
        assertThat(sender.ask(Sender.COMMANDS.retry(id, List.of())).isRefused()).isFalse();

        sender.await(Event.ExecutionEnded.class, "COMPLETED");
    }

    @Test
    void oneStepIsCancelledByItsName() throws Exception {
        ExecutionId id = begin(GATE);
        sender.await(Event.AttemptStarted.class, "node=1");

        assertThat(sender.ask(Sender.COMMANDS.cancel(id, "gate", "enough")).isRefused())
                .isFalse();
        assertThat(sender.await(Event.AttemptEnded.class, "node=1").outcome().wire())
                .isEqualTo("cancelled");
        assertThat(sender.ask(Sender.COMMANDS.cancel(id, "gate", "again")).code())
                .isEqualTo("WRONG_STATE");
    }

    @Test
    void whatIsWrongIsAnsweredWithCodeAndMessage() throws Exception {
        assertThat(ask("fly", null, Map.of()).message()).contains("'fly'").contains("run, resume, retry");
        assertThat(ask("cancel", null, Map.of()).code()).isEqualTo("BAD_PARAMETERS");
        assertThat(ask("resume", "nobody", Map.of()).code()).isEqualTo("UNKNOWN_EXECUTION");
        assertThat(ask("retry", "nobody", Map.of("allowed", "all")).code()).isEqualTo("UNKNOWN_EXECUTION");
        assertThat(ask("run", null, Map.of("workflow", 7L)).message()).contains("workflow");
        assertThat(ask("jump", null, Map.of()).isRefused()).isTrue();
        assertThat(lying()).doesNotContain("c-run"); // a command is removed before the next one is taken
    }

    @Test
    void aDefinitionThatChangedOnItsWayIsRefused() throws Exception {
        Command good = Sender.run(folder, NOOP);
        for (Map.Entry<String, Object> wrong : Map.<String, Object>of(
                        "digest", "sha256:0", "definition", "{}", "directory", "here", "mode", "backwards")
                .entrySet()) {
            Map<String, Object> arguments = new java.util.HashMap<>(good.arguments());
            arguments.put(wrong.getKey(), wrong.getValue());
            Command bad = new Command("c-" + wrong.getKey(), "run", null, arguments, "ada", 1);
            assertThat(sender.ask(bad).isRefused()).as(wrong.getKey()).isTrue();
        }
        assertThat(sender.store().archive().newestExecutions(10)).isEmpty();
    }

    @Test
    void anOwnerIsNotStoppedByWhatIsNoCommand() throws Exception {
        sender.ask(Sender.run(folder, NOOP));
        Path inbox = folder.resolve("state.db.inbox");
        Files.writeString(inbox.resolve("c-broken.json"), "{");
        Files.writeString(inbox.resolve("notes.txt"), "");
        Files.createDirectory(inbox.resolve("c-folder.json"));

        assertThat(sender.ask(Sender.run(folder, NOOP)).isRefused()).isFalse();
        assertThat(inbox.resolve("aside").resolve("notes.txt")).exists();
    }

    /** The owner died after the commit and before it removed the command. */
    @Test
    void aCommandThatIsFoundAnsweredIsRemovedAndNotRepeated() throws Exception {
        Command command = Sender.run(folder, NOOP);
        sender.ask(command);
        sender.await(Event.ExecutionEnded.class, "COMPLETED");
        sender.send(command);
        sender.ask(Sender.run(folder, NOOP));

        assertThat(sender.store().archive().newestExecutions(10)).hasSize(2);
        assertThat(Sender.answers(sender.store())).hasSize(2);
        assertThat(lying()).doesNotContain(command.id());
    }

    @Test
    void aCommandWhoseSenderIsGoneIsForTheNextOwner() throws Exception {
        owner.close();
        Command command = Sender.run(folder, NOOP);
        sender.send(command);
        sender.close();

        owner = host().build();
        sender = Sender.beside(owner);
        sender.await(Event.ExecutionEnded.class, "COMPLETED");

        assertThat(Sender.answers(sender.store()))
                .extracting(Event.CommandReceived::command)
                .containsExactly(command.id());
    }

    @Test
    void anOwnerForAMomentLeavesCommandsToTheNext() {
        owner.close();
        Command command = Sender.run(folder, NOOP);
        sender.send(command);
        try (OrchestrationEngine moment = host().leaveCommands().build()) {
            moment.taskOrchestrator();
            assertThat(moment.commandClerk()).isEmpty();
        }
        assertThat(lying()).containsExactly(command.id());
    }

    @Test
    void whoWantsToLeaveStaysForGuestsAndThenTakesNoneAnyMore() throws Exception {
        begin(GATE);
        CommandClerk clerk = owner.commandClerk().orElseThrow();
        CompletableFuture<Void> alone = clerk.leave();

        while (clerk.isBusy()) { // the answer is recorded before the guest is counted
            Thread.onSpinWait();
        }
        assertThat(clerk.guests()).hasSize(1);
        assertThat(alone).isNotDone();
        begin(NOOP);
        gate.countDown();
        alone.get(60, TimeUnit.SECONDS);

        Command late = Sender.run(folder, NOOP);
        sender.send(late);
        owner.close();
        assertThat(lying()).containsExactly(late.id());
    }

    @Test
    void aGuestIsPausedWhenTheOwnerEnds() throws Exception {
        ExecutionId id = begin(GATE);
        sender.await(Event.AttemptStarted.class, "node=1");
        owner.close();

        assertThat(status(id)).isEqualTo(WorkflowStatus.PAUSED);
    }

    @Test
    void anEngineInMemoryTakesCommandsToo() throws Exception {
        try (OrchestrationEngine inMemory = OrchestrationEngine.builder().build()) {
            CountDownLatch ended = new CountDownLatch(1);
            inMemory.listen((execution, events) -> {
                if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                    ended.countDown();
                }
            });
            inMemory.store().commands().send(Sender.run(folder, NOOP));
            assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoHoldsAStoreIsToldWhileItIsHeld() {
        assertThat(Stores.holder(store())).contains(owner.store().owner());
        assertThat(Stores.holder(store())).contains(owner.store().owner());
        owner.close();
        assertThat(Stores.holder(store())).isEmpty();
        assertThat(Stores.holder(folder.resolve("none.db"))).isEmpty();
        try (Store next = Stores.own(store(), Clock.system(), IdSource.random())) {
            assertThat(next.owner().epoch()).isGreaterThan(1);
        }
    }

    @Test
    void manyCommandsAtOnceAreEachCarriedOutOnce() throws Exception {
        int many = 200;
        for (int i = 0; i < many; i++) {
            sender.send(Sender.run(folder, NOOP));
        }
        for (int i = 0; i < many; i++) {
            sender.await(Event.ExecutionEnded.class, "COMPLETED");
        }
        assertThat(sender.store().archive().newestExecutions(1_000)).hasSize(many);
    }
}
