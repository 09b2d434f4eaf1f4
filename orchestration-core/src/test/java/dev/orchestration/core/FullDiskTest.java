package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.store.Upkeep;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store on a real file system that is full. */
@Timeout(120)
class FullDiskTest {
    private static final String WORKFLOW = """
            name: gated
            steps:
              - {name: first, action: host.mark}
              - {name: gate, action: host.gate, dependencies: [first]}
              - {name: side, action: host.mark, dependencies: [first]}
              - {name: last, action: host.mark, dependencies: [gate, side]}
            """;

    @TempDir
    Path folder;

    private final CountDownLatch atTheGate = new CountDownLatch(1);
    private final CountDownLatch gate = new CountDownLatch(1);
    private SmallDisk disk;
    private Path ledger;

    @BeforeEach
    void aSmallDisk() throws Exception {
        disk = SmallDisk.mount(Files.createDirectory(folder.resolve("disk")));
        ledger = folder.resolve("ledger");
    }

    @AfterEach
    void unmount() throws Exception {
        if (disk != null) {
            disk.unmount();
        }
    }

    private OrchestrationEngine engine() {
        OrchestrationEngine engine = OrchestrationEngine.builder()
                .store(store())
                .workers(2)
                .leaveRecordedTasks()
                .action("host", "mark", ctx -> mark(ctx.step()))
                .action("host", "gate", ctx -> {
                    mark(ctx.step());
                    atTheGate.countDown();
                    gate.await();
                    return null;
                })
                .build();
        engine.workflowManager().createWorkflow(new Definitions().parse(WORKFLOW, "gated"));
        return engine;
    }

    private Path store() {
        return disk.folder().resolve("state.db");
    }

    private Object mark(String step) {
        LedgerHost.append(ledger, step + "\n");
        return step;
    }

    private static WorkflowHandle begin(OrchestrationEngine engine) {
        var session = engine.createSession("s", OrchestrationMode.PARALLEL);
        return engine.executeWorkflow("gated", Map.of(), session.id());
    }

    private static void awaitTrouble(OrchestrationEngine engine) {
        while (engine.taskOrchestrator().trouble().isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }

    private static ErrorCode refusalOf(Runnable act) {
        return catchThrowableOfType(OrchestrationException.class, act::run).code();
    }

    private void assertSound() {
        assertThat(new Upkeep(store(), Clock.system(), IdSource.random(), owner -> {})
                        .check()
                        .faults())
                .isEmpty();
    }

    @Test
    void theEngineRefusesWhatIsNewAndGoesOnByItselfOnceThereIsSpace() throws Exception {
        try (OrchestrationEngine engine = engine()) {
            WorkflowHandle handle = begin(engine);
            atTheGate.await();
            disk.fill();
            assertThat(refusalOf(() -> begin(engine))).isEqualTo(ErrorCode.STORE_FULL);
            gate.countDown();
            awaitTrouble(engine);
            assertThat(refusalOf(() -> begin(engine))).isEqualTo(ErrorCode.STORE_FULL);
            assertThat(handle.end()).isNotDone();
            assertThat(Files.readAllLines(ledger)).doesNotContain("last");

            disk.free();
            assertThat(handle.await(Duration.ofSeconds(60)).status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(engine.taskOrchestrator().trouble()).isEmpty();
            assertThat(Files.readAllLines(ledger)).containsExactlyInAnyOrder("first", "side", "gate", "last");
            assertThat(begin(engine).await(Duration.ofSeconds(60)).status()).isEqualTo(WorkflowStatus.COMPLETED);
            assertThat(engine.workflowManager().executions().newest(9)).hasSize(2);
        }
        assertSound();
    }

    @Test
    void anEngineThatIsClosedOnAFullDiskLeavesWhatTheNextOneNeeds() throws Exception {
        try (OrchestrationEngine engine = engine()) {
            var unused = begin(engine);
            atTheGate.await();
            disk.fill();
            gate.countDown();
            awaitTrouble(engine);
        }
        disk.free();
        try (OrchestrationEngine engine = engine()) {
            var manager = engine.workflowManager();
            var row = manager.executions().newest(1).get(0);
            var session = engine.createSession("s", OrchestrationMode.PARALLEL);
            var end = manager.resume(row, engine.launch(session)).await(Duration.ofSeconds(60));
            assertThat(end.status()).isEqualTo(WorkflowStatus.COMPLETED);
        }
        List<String> lines = Files.readAllLines(ledger);
        assertThat(lines).filteredOn("first"::equals).hasSize(1);
        assertThat(lines).filteredOn("last"::equals).hasSize(1);
        assertThat(lines).filteredOn("gate"::equals).hasSizeBetween(1, 2);
        assertSound();
    }

    /** Filled and freed again and again at any moment, while much is under way. */
    @Test
    void whateverIsUnderWayWhenTheDiskIsFullHappensOnce() throws IOException {
        gate.countDown();
        int refused = 0;
        int accepted = 1;
        try (OrchestrationEngine engine = engine()) {
            var unusedFirst = begin(engine); // the store is opened
            for (int round = 0; round < 40; round++) {
                disk.fill();
                for (int i = 0; i < 3; i++) {
                    try {
                        var unused = begin(engine);
                        accepted++;
                    } catch (OrchestrationException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.STORE_FULL);
                        refused++;
                    }
                }
                disk.free();
                beginOnceItRecordsAgain(engine);
                accepted++;
            }
            while (engine.workflowManager().executions().newest(1_000).stream()
                    .anyMatch(row -> !row.status().isEnded())) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
            assertThat(engine.workflowManager().executions().newest(1_000))
                    .hasSize(accepted)
                    .allMatch(row -> row.status() == WorkflowStatus.COMPLETED);
        }
        System.out.println("FullDiskTest: " + accepted + " accepted, " + refused + " refused");
        assertThat(refused).isPositive();
        List<String> lines = Files.readAllLines(ledger);
        for (String step : List.of("first", "gate", "side", "last")) {
            assertThat(lines).filteredOn(step::equals).hasSize(accepted);
        }
        assertSound();
    }

    /** A step that is held is handed in again within a second; until then whoever comes is refused. */
    private void beginOnceItRecordsAgain(OrchestrationEngine engine) throws IOException {
        for (boolean begun = false; !begun; ) {
            try {
                var unused = begin(engine);
                begun = true;
            } catch (OrchestrationException e) {
                assertThat(e.code()).isEqualTo(ErrorCode.STORE_FULL);
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            }
        }
    }
}
