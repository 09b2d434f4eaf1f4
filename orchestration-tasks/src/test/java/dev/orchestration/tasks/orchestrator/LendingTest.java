package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Nest.child;
import static dev.orchestration.tasks.orchestrator.TaskEngine.gated;
import static dev.orchestration.tasks.orchestrator.TaskEngine.id;
import static dev.orchestration.tasks.orchestrator.TaskEngine.task;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A task that waits for another lends its slot: blocking ones wait on virtual threads where this Java has them. */
@Timeout(120)
class LendingTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private Nest nest(int slots) {
        return new Nest(TaskEngine.with(folder, slots, settings -> settings).start());
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void aTaskRunsAnotherInTheOnlySlot(ActionKind kind) {
        try (Nest nest = nest(1)) {
            nest.action(kind, "parent", ctx -> nest.execute(task("child").parameters(Map.of("message", "hi"))));
            assertThat(nest.execute(child("parent", "p"))).isEqualTo("hi");
            nest.thenEverySlotIsFree(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void fiveDeepInOneSlot(ActionKind kind) {
        try (Nest nest = nest(1)) {
            nest.action(kind, "down", ctx -> {
                long depth = (long) ctx.parameters().get("depth");
                return depth == 0
                        ? "ground"
                        : nest.execute(child("down", "d" + (depth - 1)).parameters(Map.of("depth", depth - 1)));
            });
            assertThat(nest.execute(child("down", "d5").parameters(Map.of("depth", 5))))
                    .isEqualTo("ground");
            nest.thenEverySlotIsFree(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void noMoreThanTheSlotsRunCodeAtOnceHoweverManyWait(ActionKind kind) {
        try (Nest nest = nest(2)) {
            nest.action(kind, "child", ctx -> nest.counted(() -> ctx.step()));
            nest.action(kind, "parent", ctx -> {
                nest.counted(() -> null);
                Object answer = nest.execute(child("child", ctx.step() + " child"));
                return nest.counted(() -> answer);
            });
            for (int i = 0; i < 200; i++) {
                nest.submit(child("parent", "p" + i));
            }
            nest.tasks.thenAllEnd();
            for (int i = 0; i < 200; i++) {
                assertThat(nest.tasks.engine.getTaskResult(id("p" + i)).result())
                        .isEqualTo("p" + i + " child");
            }
            assertThat(nest.most()).isLessThanOrEqualTo(2);
            nest.thenEverySlotIsFree(2);
        }
    }

    @Test
    void aHostThreadHasNoSlotToLend() throws Exception {
        try (Nest nest = nest(1)) {
            var waiting = CompletableFuture.supplyAsync(() -> nest.execute(gated("a")));
            nest.tasks.awaitBegun("a");
            nest.submit(task("b"));
            nest.tasks.then("b", TaskStatus.READY);
            nest.tasks.open("a");
            waiting.join();
            nest.tasks.thenAllEnd().then("b", TaskStatus.COMPLETED);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void aTaskThatIsCancelledWhileItWaitsEndsAtOnceAndItsChildGoesOn(ActionKind kind) throws Exception {
        try (Nest nest = nest(1)) {
            nest.action(kind, "parent", ctx -> nest.execute(gated("child")));
            nest.submit(child("parent", "p"));
            nest.tasks.awaitBegun("child");
            nest.tasks.engine.cancelTask(id("p"));
            assertThat(nest.tasks.engine.awaitTask(id("p"), LONG).status()).isEqualTo(TaskStatus.CANCELLED);
            nest.tasks.then("child", TaskStatus.RUNNING).open("child");
            nest.thenEverySlotIsFree(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void aTaskWhoseTimeIsUpWhileItWaitsFailsAndItsChildGoesOn(ActionKind kind) throws Exception {
        ManualClock clock = new ManualClock(Stage.START);
        try (Nest nest = new Nest(TaskEngine.at(folder, 1, clock))) {
            nest.action(kind, "parent", ctx -> nest.execute(gated("child")));
            nest.submit(child("parent", "p").timeout(Duration.ofSeconds(1)).maxRetries(0));
            nest.tasks.awaitBegun("child");
            clock.advance(Duration.ofSeconds(2));
            assertThat(nest.tasks.engine.awaitTask(id("p"), LONG).error().type())
                    .isEqualTo("Timeout");
            nest.tasks.then("child", TaskStatus.RUNNING).open("child");
            nest.thenEverySlotIsFree(1);
        }
    }

    /** Had it to wait for a slot first, it could never end what holds the slot. */
    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void aTaskThatIsOutOfPatienceGoesOnAtOnce(ActionKind kind) throws Exception {
        try (Nest nest = nest(1)) {
            nest.action(kind, "parent", ctx -> {
                nest.submit(gated("child"));
                do {
                    assertThat(nest.refusal(Duration.ofMillis(5), "child").code())
                            .isEqualTo(ErrorCode.TIMEOUT);
                } while (nest.tasks.engine.getTaskStatus(id("child")) != TaskStatus.RUNNING);
                return nest.tasks.engine.cancelTask(id("child"));
            });
            assertThat(nest.execute(child("parent", "p"))).isEqualTo(true);
            nest.tasks.thenAllEnd().then("child", TaskStatus.CANCELLED);
            nest.thenEverySlotIsFree(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void theEngineClosesWhileATaskWaits(ActionKind kind) throws Exception {
        CompletableFuture<ErrorCode> seen = new CompletableFuture<>();
        Nest nest = nest(1);
        nest.action(kind, "parent", ctx -> {
            try {
                return nest.execute(gated("child"));
            } catch (OrchestrationException e) {
                seen.complete(e.code());
                throw e;
            }
        });
        nest.submit(child("parent", "p"));
        nest.tasks.awaitBegun("child");
        nest.tasks.engine.suspend("test", LONG);
        assertThat(seen.join()).isEqualTo(ErrorCode.CLOSED);
        nest.close();
    }

    @ParameterizedTest
    @EnumSource(names = {"WORK", "BLOCKING"})
    void aTaskThatWaitsAgainAfterItWasCancelledIsGivenUpAsAnyOther(ActionKind kind) throws Exception {
        ManualClock clock = new ManualClock(Stage.START);
        CountDownLatch cancelled = new CountDownLatch(1);
        try (Nest nest = new Nest(TaskEngine.at(folder, 1, clock))) {
            nest.action(kind, "parent", ctx -> {
                nest.submit(gated("child"));
                nest.refusal(LONG, "child");
                Thread.interrupted();
                nest.submit(task("after all"));
                cancelled.countDown();
                return nest.tasks.engine.awaitTask(id("after all"), null).result();
            });
            nest.submit(child("parent", "p"));
            nest.tasks.awaitBegun("child");
            nest.tasks.engine.cancelTask(id("p"));
            cancelled.await();
            clock.advance(Duration.ofSeconds(11));
            nest.tasks.engine.abandonedAttempts(); // the loop looks at the clock after it has taken a question in
            assertThat(nest.tasks.engine.abandonedAttempts()).isEqualTo(1);
            nest.tasks.then("p", TaskStatus.CANCELLED).open("child");
            assertThat(nest.tasks.engine.awaitTask(id("after all"), LONG).success())
                    .isTrue();
            while (nest.tasks.engine.abandonedAttempts() > 0) {
                Thread.onSpinWait(); // until its thread has come to its end as well
            }
            nest.thenEverySlotIsFree(1);
        }
    }
}
