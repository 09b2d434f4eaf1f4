package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.app.view.Places;
import dev.orchestration.app.view.Style;
import dev.orchestration.app.view.WhyText;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.resources.ResourceLimits;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Place;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.Reckoning;
import dev.orchestration.workflow.RecordedWhy;
import dev.orchestration.workflow.WorkflowHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code orchestrate why}, of executions that have ended, and beside an engine that carries one out. */
class WhyCommandTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aPlace() {
        here = Terminal.in(directory);
        here.write("failing.yaml", """
                name: failing
                steps:
                  - {name: fetch, action: shell.run, parameters: {command: "test -e mended"}}
                  - {name: clean, action: core.noop, dependencies: [fetch]}
                  - {name: report, action: core.noop, dependencies: [clean]}
                  - {name: skipped, action: core.noop, run_if: "false"}
                """);
    }

    private String fails() {
        return here.type("run", "failing.yaml", "--json", "-q").id();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> acts(Terminal.Answer answer) {
        List<Map<String, Object>> changes =
                (List<Map<String, Object>>) answer.object().get("changes");
        return (List<Map<String, Object>>) changes.get(0).get("acts");
    }

    @Test
    void whatIsBlockedForGoodNamesTheCulpritAndTheRetryThatLetsItGo() throws Exception {
        String id = fails();
        assertThat(here.type("why", id, "report").out())
                .contains("report is blocked since")
                .contains("its execution is failed")
                .contains("blocked for good by fetch, failed since")
                .contains("lets it go: orchestrate retry " + id);
        assertThat(acts(here.type("why", id, "report", "--json")))
                .containsExactly(Map.of("kind", "retry", "execution", id));
        Files.createFile(directory.resolve("mended"));
        assertThat(here.type("retry", id, "-q").code()).isZero();
        assertThat(here.type("why", id, "report").out())
                .contains("it has ended, completed")
                .doesNotContain("lets it go");
    }

    @Test
    void whatWaitsForSomebodyNamesTheCommandThatAnswers() throws Exception {
        here.write("asks.yaml", """
                name: asks
                steps:
                  - {name: the gate, action: human.approve, parameters: {message: publish?}}
                  - {name: call, action: signal.wait, parameters: {name: go on, timeout: 1h}}
                """);
        LiveTerminal run = LiveTerminal.type(here, "run", "asks.yaml");
        run.awaitErr("orchestrate approve");
        run.awaitErr("orchestrate signal");
        String id = (String) here.type("list", "--json").list().get(0).get("execution_id");

        assertThat(here.type("why", id, "the gate").out())
                .contains("waits for approval: publish?")
                .contains("lets it go: orchestrate approve " + id + " 'the gate'");
        assertThat(acts(here.type("why", id, "call", "--json")))
                .containsExactly(Map.of("kind", "signal", "execution", id, "name", "go on"));
        assertThat(here.type("why", id, "call").out())
                .contains("waits for the signal go on; it fails ")
                .contains("lets it go: orchestrate signal " + id + " 'go on'");

        assertThat(here.type("approve", id, "the gate").code()).isZero();
        assertThat(here.type("signal", id, "go on").code()).isZero();
        assertThat(run.end().code()).isZero();
    }

    @Test
    void whatWasSkippedSaysWhy() {
        assertThat(here.type("why", fails(), "skipped").out())
                .contains("skipped is skipped since")
                .contains("it has ended, skipped: run_if is false")
                .doesNotContain("lets it go");
    }

    @Test
    void aStepThatThereIsNotIsRefusedWithTheNearest() {
        String id = fails();
        assertThat(here.type("why", id, "reprot"))
                .matches(answer -> answer.code() == 2)
                .matches(answer -> answer.err().contains("did you mean 'report'"));
        assertThat(here.type("why", id).err()).contains("name a step, too");
    }

    @Test
    void anElementOfAListIsAskedAboutByItsNumber() {
        here.write("each.yaml", """
                name: each
                steps:
                  - name: check
                    action: shell.run
                    for_each: ["true", "false"]
                    parameters: {command: "{{ item }}"}
                """);
        String id = here.type("run", "each.yaml", "--json", "-q").id();
        assertThat(here.type("why", id, "check[0]").out()).contains("check[0] is completed since");
        assertThat(here.type("why", id, "check[1]").out())
                .contains("check[1] is failed since")
                .contains("lets it go: orchestrate retry " + id);
        assertThat(here.type("why", id, "check[2]"))
                .matches(answer -> answer.code() == 2)
                .matches(answer -> answer.err().contains("has no step 'check[2]'"));
    }

    private static final String BUSY = """
            name: busy
            resources: [{id: gpu, type: compute, capacity: 1}]
            steps:
              - {name: hog, action: host.wait, resources: [{resource_id: gpu, amount: 1}]}
              - {name: next, action: host.wait, resources: [{resource_id: gpu, amount: 1}]}
              - {name: nap, action: core.sleep, parameters: {duration: 1h}}
              - {name: last, action: core.noop, dependencies: [next, nap]}
            """;

    /** Says the same to who asks the engine and to who looks at its store from outside. */
    @Test
    void whileItRunsTheEngineAndTheRecordsSayTheSame() throws Exception {
        here.write("busy.yaml", BUSY);
        CountDownLatch gate = new CountDownLatch(1);
        Path store =
                Files.createDirectories(directory.resolve(".orchestration")).resolve("state.db");
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(store)
                .action("host", "wait", ctx -> {
                    gate.await();
                    return null;
                })
                .build()) {
            ExecutionId id = start(engine);
            Why next = engine.workflowManager().why(id, "next");
            assertThat(next.obstacles())
                    .singleElement()
                    .isInstanceOfSatisfying(
                            Obstacle.Resource.class,
                            gpu -> assertThat(gpu.holders())
                                    .containsExactly(new Obstacle.Holder(new Place(id, "hog"), 1)));
            assertThat(next.changes().get(0).acts()).containsExactly(new Change.StepEnds(new Place(id, "hog")));
            assertThat(next.changes().get(1).acts()).first().isInstanceOf(Change.Capacity.class);
            assertThat(here.type("why", id.value(), "next").out())
                    .contains("needs 1 of resource gpu, of which 0/1 is free; held by hog (1)")
                    .contains("lets it go: the end of hog")
                    .contains("or: capacity 2 of resource gpu");
            assertThat(here.type("why", id.value(), "hog").out()).contains("nothing: it runs, attempt 1 since");
            assertThat(here.type("why", id.value(), "nap").out()).contains("sleeps; it wakes at");
            assertThat(here.type("why", id.value(), "last").out())
                    .contains("waits for next, ready since")
                    .contains("waits for nap, waiting since")
                    .contains("lets it go: the end of next, nap");
            gate.countDown();
        }
    }

    @Test
    void whatWasPausedWithItsEngineIsToBeResumed() throws Exception {
        here.write("busy.yaml", BUSY);
        Path store =
                Files.createDirectories(directory.resolve(".orchestration")).resolve("state.db");
        ExecutionId id;
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(store)
                .action("host", "wait", ctx -> {
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            id = start(engine);
        }
        assertThat(here.type("why", id.value(), "next").out())
                .contains("its execution is paused since")
                .contains("lets it go: orchestrate resume " + id);
    }

    @Test
    void inMemoryTheSessionsRoomIsKnown() throws Exception {
        here.write("busy.yaml", BUSY);
        CountDownLatch gate = new CountDownLatch(1);
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .action("host", "wait", ctx -> {
                    gate.await();
                    return null;
                })
                .build()) {
            engine.workflowManager().loadWorkflow(directory.resolve("busy.yaml"));
            OrchestrationSession session = engine.createSession("s", OrchestrationMode.SEQUENTIAL);
            WorkflowHandle first = engine.executeWorkflow("busy", Map.of(), session.id());
            WorkflowHandle second = engine.executeWorkflow("busy", Map.of(), session.id());
            Why why = engine.workflowManager().why(second.id(), "hog");
            assertThat(why.obstacles()).contains(new Obstacle.SessionFull(session.id(), 1, List.of(first.id()), 0));
            assertThat(why.changes())
                    .containsExactly(
                            new Change(List.of(new Change.ExecutionEnds(first.id()))),
                            new Change(List.of(new Change.SessionWorkflows(session.id(), 2))));
            gate.countDown();
        }
    }

    private static final Places PLACES = new Places("orchestrate", "", null, null);
    private static final String GPU = """
            name: train
            steps:
              - {name: fit, action: host.wait, resources: [{resource_id: gpu, amount: 1}]}
            """;

    private OrchestrationEngine withFourGpus(CountDownLatch gate) throws Exception {
        here.write("train.yaml", GPU);
        Path folder = Files.createDirectories(directory.resolve(".orchestration"));
        OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .action("host", "wait", ctx -> {
                    gate.await();
                    return null;
                })
                .build();
        engine.resourceManager()
                .registerResource(new ResourceId("gpu"), ResourceType.COMPUTE, 4, ResourceLimits.none());
        engine.workflowManager().loadWorkflow(directory.resolve("train.yaml"));
        return engine;
    }

    @Test
    void theRecordsSayWhichSessionKeepsWhatAStepLacks() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (OrchestrationEngine engine = withFourGpus(gate)) {
            OrchestrationSession keeper =
                    engine.newSession("nightly").require("gpu", 4).create();
            OrchestrationSession other = engine.createSession("other", OrchestrationMode.PARALLEL);
            ExecutionId id =
                    engine.executeWorkflow("train", Map.of(), other.id()).id();
            Why here = engine.workflowManager().why(id, "fit");
            assertThat(here.changes().get(0))
                    .isEqualTo(new Change(List.of(new Change.SessionEnds(keeper.id(), "nightly"))));
            RecordedWhy later = later(here.since(), id);
            assertThat(later.why().obstacles()).isEqualTo(here.obstacles());
            assertThat(later.why().changes()).isEqualTo(here.changes());
            assertThat(later.scarce()).containsExactly(new ResourceId("gpu"));
            assertThat(WhyText.of(later.why(), PLACES, Style.PLAIN, 200, ZoneOffset.UTC))
                    .contains("of which 0/4 is free; kept by session nightly (" + keeper.id() + ") (4 of gpu)")
                    .contains("lets it go: the end of session nightly (" + keeper.id()
                            + "), which its application closes");
            gate.countDown();
        }
    }

    @Test
    void theRecordsSayThatASessionWaitsForItsResources() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (OrchestrationEngine engine = withFourGpus(gate)) {
            engine.newSession("first").require("gpu", 3).create();
            OrchestrationSession second =
                    engine.newSession("second").require("gpu", 2).create();
            ExecutionId id =
                    engine.executeWorkflow("train", Map.of(), second.id()).id();
            engine.workflowManager().why(id, "fit");
            assertThat(here.type("why", id.value(), "fit")
                            .out()
                            .replaceAll("\\s+", " ")) // lines are broken where they end
                    .contains("its session second (" + second.id()
                            + ") is pending: it has not got all the resources that it takes ahead")
                    .doesNotContain("full")
                    .doesNotContain("lets it go");
            gate.countDown();
        }
    }

    @Test
    void theRecordsSayHowManyASessionLetsIn() throws Exception {
        CountDownLatch gate = new CountDownLatch(1);
        try (OrchestrationEngine engine = withFourGpus(gate)) {
            OrchestrationSession session = engine.createSession("s", OrchestrationMode.SEQUENTIAL);
            WorkflowHandle first = engine.executeWorkflow("train", Map.of(), session.id());
            WorkflowHandle second = engine.executeWorkflow("train", Map.of(), session.id());
            Why here = engine.workflowManager().why(second.id(), "fit");
            assertThat(later(here.since(), second.id()).why().obstacles())
                    .isEqualTo(here.obstacles())
                    .contains(new Obstacle.SessionFull(session.id(), 1, List.of(first.id()), 0));
            gate.countDown();
        }
    }

    /** What a look at the store says after {@code since} has been a minute ago. */
    private RecordedWhy later(long since, ExecutionId id) {
        Path file = directory.resolve(".orchestration").resolve("state.db");
        try (Store store = Stores.look(StoreAddress.of(file))) {
            Executions executions = new Executions(store.archive(), Stores.alive(store), new Definitions());
            Reckoning reckoning = new Reckoning(List.of(), store.records().all(Records.SESSION), 0, 4);
            return executions.why(executions.require(id), "fit", since + 60_000_000, reckoning);
        }
    }

    private ExecutionId start(OrchestrationEngine engine) {
        engine.workflowManager().loadWorkflow(directory.resolve("busy.yaml"));
        OrchestrationSession session = engine.createSession("s", OrchestrationMode.PARALLEL);
        ExecutionId id = engine.executeWorkflow("busy", Map.of(), session.id()).id();
        engine.workflowManager().why(id, "hog"); // the loop has made its first step before it answers
        return id;
    }
}
