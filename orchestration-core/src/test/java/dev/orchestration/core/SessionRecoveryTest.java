package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.workflow.Definitions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A session survives the end of its engine, in order or not, and what runs in it goes on in it. */
@Timeout(120)
class SessionRecoveryTest {
    private static final ResourceId GPU = new ResourceId("gpu");

    @TempDir
    Path folder;

    private final Semaphore hanging = new Semaphore(0);
    private final LinkedBlockingQueue<ExecutionId> ended = new LinkedBlockingQueue<>();

    private Path store() {
        return folder.resolve("state.db");
    }

    private Object hang() throws InterruptedException {
        hanging.release();
        new CountDownLatch(1).await();
        return null;
    }

    private OrchestrationEngine engine(Path file, Action work, UnaryOperator<EngineBuilder> more) {
        OrchestrationEngine engine = more.apply(
                        OrchestrationEngine.builder().store(file).action("t", "work", work))
                .build();
        engine.resourceManager().register(new Resource(GPU, ResourceType.COMPUTE, 4));
        String text = "{name: work, steps: [{name: a, action: t.work, sets: {count: '{{output}}'}}]}";
        engine.workflowManager().createWorkflow(new Definitions().parse(text, "work"));
        return engine;
    }

    private OrchestrationEngine first() {
        return engine(store(), ctx -> hang(), each -> each);
    }

    private OrchestrationEngine next() {
        return engine(store(), ctx -> 7L, each -> each);
    }

    private static ExecutionRow row(OrchestrationEngine engine, ExecutionId id) {
        return engine.store().archive().execution(id).orElseThrow();
    }

    private void awaitEnd(OrchestrationEngine engine, ExecutionId id) throws InterruptedException {
        engine.taskOrchestrator().listen((execution, events) -> {
            if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
                ended.add(execution);
            }
        });
        while (!row(engine, id).status().isEnded()) {
            assertThat(ended.poll(60, TimeUnit.SECONDS)).as("the end").isNotNull();
        }
    }

    private static OrchestrationSession now(OrchestrationEngine engine, SessionId id) {
        return engine.session(id).orElseThrow();
    }

    @Test
    void statusLimitsAndContextOutliveTheEngine() {
        OrchestrationSession made;
        OrchestrationSession closed;
        try (var engine = first()) {
            made = engine.newSession("nightly")
                    .description("of the night")
                    .userId("anna")
                    .mode(OrchestrationMode.PRIORITY)
                    .maxParallelTasks(7)
                    .maxParallelWorkflows(3)
                    .timeout(Duration.ofHours(2))
                    .metadata(Map.of("team", "x"))
                    .create();
            made.context().set("day", "monday", "host");
            closed = engine.createSession("closed", OrchestrationMode.PARALLEL);
            engine.closeSession(closed.id());
            made = now(engine, made.id());
            closed = now(engine, closed.id());
        }
        try (var engine = next()) {
            OrchestrationSession again = now(engine, made.id());
            assertThat(again)
                    .usingRecursiveComparison()
                    .ignoringFields("context")
                    .isEqualTo(made);
            assertThat(again.context().toMap()).containsExactly(Map.entry("day", "monday"));
            assertThat(engine.sessions()).containsExactly(again);
            assertThat(now(engine, closed.id()).status()).isEqualTo(SessionStatus.COMPLETED);
        }
    }

    @Test
    void anExecutionGoesOnInItsSessionAndWritesIntoItsContext() throws Exception {
        SessionId session;
        ExecutionId id;
        try (var engine = first()) {
            session =
                    engine.createSession("nightly", OrchestrationMode.PARALLEL).id();
            id = engine.executeWorkflow("work", Map.of(), session).id();
            hanging.acquire();
        }
        try (var engine = next()) {
            engine.start();
            awaitEnd(engine, id);
            assertThat(row(engine, id).status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(engine.sessions()).extracting(OrchestrationSession::id).containsExactly(session);
        }
        try (var engine = next()) {
            engine.start();
            assertThat(now(engine, session).context().toMap()).containsExactly(Map.entry("count", 7L));
        }
    }

    /** The files are copied while a step runs: that is what a kill would leave. */
    @Test
    void whatTheHostSetIsThereAfterAKillAndClosingTheSessionCancelsWhatWentOn() throws Exception {
        Path killed = Files.createDirectory(folder.resolve("killed")).resolve("state.db");
        SessionId session;
        ExecutionId id;
        try (var engine = first()) {
            OrchestrationSession made = engine.createSession("nightly", OrchestrationMode.PARALLEL);
            session = made.id();
            id = engine.executeWorkflow("work", Map.of(), session).id();
            hanging.acquire();
            made.context().set("day", "monday", "host");
            Files.copy(store(), killed);
            Files.copy(folder.resolve("state.db-wal"), killed.resolveSibling("state.db-wal"));
        }
        try (var engine = engine(killed, ctx -> hang(), each -> each)) {
            engine.start();
            hanging.acquire();
            assertThat(now(engine, session).context().toMap()).containsExactly(Map.entry("day", "monday"));
            engine.closeSession(session);
            awaitEnd(engine, id);
            assertThat(row(engine, id).status()).isEqualTo(WorkflowStatus.CANCELLED);
        }
    }

    /** As a process leaves it that dies right after the commit of the execution's end. */
    @Test
    void whatAnExecutionWroteIsPublishedAlsoIfTheProcessDiedBeforeThat() throws Exception {
        RecordRow before;
        try (var engine = next()) {
            SessionId id =
                    engine.createSession("nightly", OrchestrationMode.PARALLEL).id();
            before = engine.store().records().find(Records.SESSION, id.value()).orElseThrow();
            for (int i = 0; i < 70; i++) { // more than are looked at in one go
                assertThat(engine.executeWorkflow("work", Map.of(), id)
                                .await(null)
                                .status())
                        .isEqualTo(WorkflowStatus.COMPLETED);
            }
        }
        rewrite(before, before.json());
        try (var engine = next()) {
            engine.start();
            OrchestrationSession session = now(engine, new SessionId(before.key()));
            assertThat(session.context().toMap()).containsExactly(Map.entry("count", 7L));
            session.context().set("count", 8L, "host");
        }
        try (var engine = next()) {
            engine.start();
            OrchestrationSession session = now(engine, new SessionId(before.key()));
            assertThat(session.context().toMap()).containsExactly(Map.entry("count", 8L));
        }
    }

    private void shell(String sql) throws SQLException {
        try (Connection shell = DriverManager.getConnection("jdbc:sqlite:" + store());
                Statement statement = shell.createStatement()) {
            statement.executeUpdate(sql);
        }
    }

    private static void refused(Runnable act) {
        assertThatThrownBy(act::run).isInstanceOf(OrchestrationException.class);
    }

    @Test
    void whatTheStoreRefusedOfTheEndOfASessionIsWrittenDownWhenItIsClosedAgainOrWithTheEngine() throws Exception {
        SessionId second;
        try (var engine = next()) {
            SessionId first =
                    engine.createSession("first", OrchestrationMode.PARALLEL).id();
            SessionId other =
                    engine.createSession("second", OrchestrationMode.PARALLEL).id();
            second = other;
            shell("create trigger refuses before update on records begin select raise(abort, 'no space'); end");
            refused(() -> engine.closeSession(first));
            refused(() -> engine.closeSession(first));
            refused(() -> engine.closeSession(other));
            shell("drop trigger refuses");
            engine.closeSession(first);
            assertThat(engine.store()
                            .records()
                            .find(Records.SESSION, first.value())
                            .orElseThrow()
                            .json())
                    .contains("\"completed\"");
        }
        try (var engine = next()) {
            assertThat(engine.sessions()).isEmpty();
            assertThat(now(engine, second).status()).isEqualTo(SessionStatus.COMPLETED);
        }
    }

    private void rewrite(RecordRow before, String json) {
        try (var store = Stores.own(StoreAddress.of(store()), Durability.DURABLE, Clock.system(), IdSource.random())) {
            RecordRow row = store.records().find(Records.SESSION, before.key()).orElseThrow();
            assertThat(store.records().replace(row, json, before.updatedAt())).isTrue();
        }
    }

    /** As a process leaves it that dies between the end of a session and that of its executions. */
    @Test
    void whatIsLeftOfASessionThatHasEndedIsCancelled() throws Exception {
        RecordRow row;
        ExecutionId id;
        try (var engine = first()) {
            SessionId session =
                    engine.createSession("nightly", OrchestrationMode.PARALLEL).id();
            id = engine.executeWorkflow("work", Map.of(), session).id();
            hanging.acquire();
            row = engine.store()
                    .records()
                    .find(Records.SESSION, session.value())
                    .orElseThrow();
        }
        rewrite(row, row.json().replace("\"active\"", "\"completed\""));
        try (var engine = first()) {
            engine.start();
            awaitEnd(engine, id);
            assertThat(row(engine, id).status()).isEqualTo(WorkflowStatus.CANCELLED);
            assertThat(engine.sessions()).isEmpty();
        }
    }

    @Test
    void aSessionWhoseTimePassedWhileNoEngineRanIsFailedWithWhatWasLeftOfIt() throws Exception {
        SessionId session;
        ExecutionId id;
        try (var engine = first()) {
            session = engine.newSession("nightly")
                    .timeout(Duration.ofHours(1))
                    .require("gpu", 2)
                    .create()
                    .id();
            id = engine.executeWorkflow("work", Map.of(), session).id();
            hanging.acquire();
        }
        Clock later = later(Duration.ofHours(2));
        try (var engine = engine(store(), ctx -> hang(), each -> each.clock(later))) {
            engine.start();
            awaitEnd(engine, id);
            assertThat(row(engine, id).status()).isIn(WorkflowStatus.FAILED, WorkflowStatus.CANCELLED);
        }
        try (var engine = next()) {
            engine.start();
            assertThat(now(engine, session).status()).isEqualTo(SessionStatus.FAILED);
            assertThat(now(engine, session).reason()).contains("its timeout of 3600000 ms");
        }
    }

    private static Clock later(Duration time) {
        Clock system = Clock.system();
        return new Clock() {
            @Override
            public long micros() {
                return system.micros() + time.toNanos() / 1_000;
            }

            @Override
            public long nanos() {
                return system.nanos();
            }
        };
    }

    @Test
    void whatASessionRequiresItHasAgainBeforeAnythingGoesOn() throws Exception {
        SessionId session;
        ExecutionId id;
        try (var engine = first()) {
            session = engine.newSession("nightly").require("gpu", 3).create().id();
            id = engine.executeWorkflow("work", Map.of(), session).id();
            hanging.acquire();
        }
        try (var engine = next()) {
            engine.start();
            awaitEnd(engine, id);
            assertThat(engine.resourceManager().usage(GPU).available()).isEqualTo(1);
            engine.closeSession(session);
            assertThat(engine.resourceManager().usage(GPU).available()).isEqualTo(4);
        }
    }

    @Test
    void anEngineThatLeavesWhatIsRecordedAloneHasItsSessionsAllTheSame() throws Exception {
        SessionId session;
        try (var engine = next()) {
            session = engine.newSession("nightly").require("gpu", 3).create().id();
        }
        try (var engine = engine(store(), ctx -> 7L, EngineBuilder::leaveRecordedTasks)) {
            assertThat(engine.executeWorkflow("work", Map.of(), session)
                            .await(null)
                            .status())
                    .isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(engine.resourceManager().usage(GPU).available()).isEqualTo(1);
            assertThat(now(engine, session).context().toMap()).containsExactly(Map.entry("count", 7L));
        }
    }
}
