package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code resume --all}: everything goes on that an owner of the store left when it ended. */
@Timeout(180)
class ResumeAllTest {
    @TempDir
    Path directory;

    private Terminal here;
    private Gate one;
    private Gate two;

    @BeforeEach
    void twoGates() throws Exception {
        here = Terminal.in(directory);
        one = Gate.in(here, "one");
        two = Gate.in(here, "two");
    }

    /** An engine on the store here ends while these wait at their gates; gives their ids. */
    private List<String> left(Gate... gates) throws Exception {
        Path store = directory.resolve(".orchestration/state.db");
        Files.createDirectories(directory.resolve(".orchestration"));
        try (var engine = OrchestrationEngine.builder()
                .store(store)
                .directory(new WorkingDirectory(directory, List.of()))
                .leaveRecordedTasks()
                .build()) {
            List<WorkflowHandle> begun = begin(engine, gates);
            return begun.stream().map(each -> each.id().value()).toList();
        }
    }

    private List<WorkflowHandle> begin(OrchestrationEngine engine, Gate... gates) throws Exception {
        Semaphore atTheGate = new Semaphore(0);
        engine.listen((execution, events) -> atTheGate.release((int) events.stream()
                .filter(event -> event instanceof Event.AttemptStarted started
                        && started.activation().node() == 1)
                .count()));
        List<WorkflowHandle> begun = new ArrayList<>();
        for (Gate gate : gates) {
            var definition = engine.workflowManager().loadWorkflow(directory.resolve(gate.file()));
            begun.add(engine.workflowManager().executeWorkflow(definition, Map.of(), launch(engine)));
        }
        atTheGate.acquire(gates.length);
        return begun;
    }

    private static Launch launch(OrchestrationEngine engine) {
        return engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
    }

    private static void open(Gate... gates) throws Exception {
        for (Gate gate : gates) {
            gate.open();
        }
    }

    private void assertThatNothingIsLeft() {
        Terminal.Answer again = here.type("resume", "--all", "--json");
        assertThat(again.code()).as(again.err()).isZero();
        assertThat(again.list()).isEmpty();
        assertThat(again.err()).contains("there is nothing to resume");
    }

    @Test
    void everythingGoesOnOldestFirstAndEachIsToldInALine() throws Exception {
        List<String> ids = left(one, two);
        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        all.awaitErr("goes on with 2 executions");
        open(two, one);

        Terminal.Answer told = all.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.list()).extracting(row -> row.get("execution_id")).isEqualTo(ids);
        assertThat(told.list()).extracting(row -> row.get("status")).containsOnly("completed");
        assertThat(told.list().get(0)).containsEntry("error", null);
        assertThat(told.err())
                .containsPattern("(?m)^✓ one completed in .* execution " + ids.get(0) + "$")
                .containsPattern("(?m)^✓ two completed in .* execution " + ids.get(1) + "$");
        assertThat(told.err().lines()).hasSize(3);
        assertThat(List.of(one.ledger(), two.ledger())).allSatisfy(ResumeAllTest::assertNothingCompletedRanAgain);
        assertThatNothingIsLeft();
    }

    /** An engine on the store here ends while a step asks; gives the id. */
    private String leftAsking() throws Exception {
        here.write("ask.yaml", """
                name: ask
                steps: [{name: ok, action: human.approve, parameters: {message: Ship it?}}]
                """);
        Files.createDirectories(directory.resolve(".orchestration"));
        try (var engine = OrchestrationEngine.builder()
                .store(directory.resolve(".orchestration/state.db"))
                .directory(new WorkingDirectory(directory, List.of()))
                .build()) {
            Semaphore asked = new Semaphore(0);
            engine.listen((execution, events) -> asked.release((int)
                    events.stream().filter(Event.WaitOpened.class::isInstance).count()));
            var definition = engine.workflowManager().loadWorkflow(directory.resolve("ask.yaml"));
            var handle = engine.workflowManager().executeWorkflow(definition, Map.of(), launch(engine));
            asked.acquire();
            return handle.id().value();
        }
    }

    @Test
    void whatWaitsForAPersonIsToldAtOnceWithTheCommandAndWhatEndsIsToldWhenItEnds() throws Exception {
        String asking = leftAsking();
        String done = left(one).get(0);
        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        one.open();
        all.awaitErr("ask: ok asks: Ship it?  orchestrate approve " + asking + " ok");
        all.awaitErr("execution " + done);
        assertThat(here.type("approve", asking, "ok").code()).isZero();

        Terminal.Answer told = all.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.err()).containsPattern("(?m)^✓ ask completed in .* execution " + asking + "$");
        assertThat(told.list()).extracting(row -> row.get("execution_id")).containsExactly(asking, done);
    }

    @Test
    void besideALivingOwnerWhatWaitsForAPersonIsToldToo() throws Exception {
        String asking = leftAsking();
        Gate own = Gate.in(here, "own");
        LiveTerminal owner = LiveTerminal.type(here, "run", own.file());
        owner.awaitErr(own.shown());
        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        all.awaitErr("ask: ok asks: Ship it?  orchestrate approve " + asking + " ok");
        assertThat(here.type("approve", asking, "ok").code()).isZero();
        assertThat(all.end().code()).isZero();
        own.open();
        assertThat(owner.end().code()).isZero();
    }

    @Test
    void oneThatFailsMakesTheExitCodeOneAndStopsNoOther() throws Exception {
        Gate three = new Gate(here, "three");
        here.write("three.yaml", """
                name: three
                steps:
                  - {name: first, action: core.noop}
                  - name: second
                    action: shell.run
                    dependencies: [first]
                    parameters: {command: "[ -e seen ] && exit 3; touch seen; sleep 120"}
                """);
        left(three, one);
        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        one.open();

        Terminal.Answer told = all.end();
        assertThat(told.code()).isEqualTo(1);
        assertThat(told.list()).extracting(row -> row.get("status")).containsExactly("failed", "completed");
        assertThat(told.list().get(0).get("error")).isNotNull();
        assertThat(told.err()).containsPattern("(?m)^✗ three failed");
        assertNothingCompletedRanAgain(one.ledger());
    }

    /** What was in flight runs again; its first attempt may have come to its end before it was ended. */
    private static void assertNothingCompletedRanAgain(String ledger) {
        assertThat(ledger).containsOnlyOnce("quick").endsWith("gate");
    }

    @Test
    void whatAPersonPausedStaysPaused() throws Exception {
        Files.createDirectories(directory.resolve(".orchestration"));
        try (var engine = OrchestrationEngine.builder()
                .store(directory.resolve(".orchestration/state.db"))
                .directory(new WorkingDirectory(directory, List.of()))
                .build()) {
            WorkflowHandle run = begin(engine, one).get(0);
            engine.workflowManager().suspend(run.id(), "lunch", launch(engine));
            run.await(null);
        }
        assertThatNothingIsLeft();
        assertThat(here.type("list", "--json").list().get(0)).containsEntry("status", "paused");
    }

    @Test
    void withoutAStoreThereIsNothingToDoAndAnIdBesideItIsAWrongLine() {
        assertThatNothingIsLeft();
        assertThat(directory.resolve(".orchestration")).doesNotExist();
        Terminal.Answer both = here.type("resume", "--all", "7k2m");
        assertThat(both.code()).isEqualTo(2);
        assertThat(both.err()).contains("resume takes the ID of an execution or --all, not both");
    }

    @Test
    void besideALivingOwnerAllAreHandedOver() throws Exception {
        List<String> ids = left(one, two);
        Gate own = Gate.in(here, "own");
        LiveTerminal owner = LiveTerminal.type(here, "run", own.file());
        owner.awaitErr(own.shown());
        LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
        all.awaitErr("goes on with 2 executions");
        open(two, one);

        Terminal.Answer told = all.end();
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.list()).extracting(row -> row.get("execution_id")).isEqualTo(ids);
        assertThat(told.err()).contains("owns the store and is asked to resume");
        own.open();
        assertThat(owner.end().code()).isZero();
        assertThat(List.of(one.ledger(), two.ledger())).allSatisfy(ResumeAllTest::assertNothingCompletedRanAgain);
    }

    @Test
    void ifTheOwnerIsKilledThisProcessGoesOnWithAllOfThem() throws Exception {
        left(one, two);
        Gate own = Gate.in(here, "own");
        try (ChildProgram owner = ChildProgram.start(directory, "run", own.file())) {
            owner.awaitLine(own.shown());
            LiveTerminal all = LiveTerminal.type(here, "resume", "--all", "--json");
            all.awaitErr("goes on with 2 executions");
            owner.killAfter(0);
            all.awaitErr("this process goes on with it");
            open(two, one);

            Terminal.Answer told = all.end();
            assertThat(told.code()).as(told.err()).isZero();
            assertThat(told.list()).extracting(row -> row.get("status")).containsOnly("completed");
        }
        assertThat(List.of(one.ledger(), two.ledger())).allSatisfy(ResumeAllTest::assertNothingCompletedRanAgain);
    }
}
