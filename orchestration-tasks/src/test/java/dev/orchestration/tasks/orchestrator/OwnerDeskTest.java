package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Engine.end;
import static dev.orchestration.tasks.orchestrator.Engine.refused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is done at a command, and what is recorded with it. */
@Timeout(120)
class OwnerDeskTest {
    private static final Receipt RECEIPT = new Receipt("c1", "test", "ada");

    @TempDir
    Path logs;

    private Engine fixture;
    private Batches batches;
    private OwnerDesk desk;
    private final Semaphore begun = new Semaphore(0);

    @BeforeEach
    void open() {
        fixture = new Engine(logs, store -> batches = Batches.of(store));
        desk = fixture.engine.ownerDesk();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Two steps side by side that wait until they are interrupted, and one after them. */
    private Accepted twoThatHang() throws Exception {
        Graph graph = Graph.of("a", "b", "c: a").does("a", this::hang).does("b", this::hang);
        var accepted = fixture.submit(graph, 1_000);
        begun.acquire(2);
        return accepted;
    }

    private Object hang(Object frame) throws InterruptedException {
        begun.release();
        new CountDownLatch(1).await();
        return frame;
    }

    private Event.CommandReceived answer() {
        return fixture.store.answer("c1").orElseThrow();
    }

    private List<Commit> history(ExecutionId id) {
        List<Commit> history = new ArrayList<>();
        fixture.store.replay(id, history::add);
        return history;
    }

    @Test
    void whatACommandBeginsIsRecordedWithItsAnswer() throws Exception {
        Graph graph = Graph.of("a");
        var accepted = desk.submit(
                fixture.hosting(graph, 1_000),
                (id, at) -> new Event.ExecutionCreated(
                        at, "play", "sha256:x", Map.of(), "s", graph.mode().wire(), 7, ".", List.of()),
                Map.of(),
                RECEIPT);

        assertThat(end(accepted)).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(batches.withAnswerTo("c1")).contains(Event.ExecutionCreated.class);
        assertThat(answer().execution()).isEqualTo(accepted.id().value());
        assertThat(answer().isRefused()).isFalse();
    }

    /** As a fork of a damaged history might ask for: an item of a list that there is not. */
    @Test
    void whatWouldBeginWithAnEventThatMakesNoSenseIsRefusedAndTheEngineGoesOn() throws Exception {
        Graph graph = Graph.of("a");
        Birth senseless = new Birth() {
            @Override
            public Event.ExecutionCreated created(ExecutionId id, long at) {
                return new Event.ExecutionCreated(
                        at, "play", "sha256:x", Map.of(), "s", graph.mode().wire(), 7, ".", List.of());
            }

            @Override
            public List<Event> then(long at) {
                return List.of(new Event.NodeKept(
                        at, new Activation(0, 3, 1), "other", Event.NodeKept.COMPLETED, null, List.of()));
            }
        };
        refused(ErrorCode.WRONG_STATE, () -> desk.submit(fixture.hosting(graph, 1_000), senseless, Map.of(), RECEIPT));
        assertThat(fixture.store.answer("c1")).isEmpty();
        assertThat(end(fixture.submit(graph, 1_000))).isEqualTo(WorkflowStatus.COMPLETED);
    }

    @Test
    void aCancellationIsRecordedWithItsAnswer() throws Exception {
        var accepted = twoThatHang();

        assertThat(desk.cancel(accepted.id(), "ada", "enough", RECEIPT)).isTrue();

        assertThat(end(accepted)).isEqualTo(WorkflowStatus.CANCELLED);
        assertThat(batches.withAnswerTo("c1"))
                .containsExactlyInAnyOrder(Event.CancelRequested.class, Event.CommandReceived.class);
    }

    @Test
    void whatIsNotCarriedOutHereIsNeitherCancelledNorAnswered() {
        ExecutionId other = new ExecutionId("other");

        assertThat(desk.cancel(other, "ada", "enough", RECEIPT)).isFalse();
        refused(ErrorCode.WRONG_STATE, () -> desk.cancelStep(other, "a", "ada", "enough", RECEIPT));
        refused(ErrorCode.WRONG_STATE, () -> desk.suspend(other, "enough", RECEIPT));
        assertThat(batches.recorded()).isEmpty();
    }

    @Test
    void oneStepIsCancelledAndTheOthersGoOn() throws Exception {
        CountDownLatch free = new CountDownLatch(1);
        Graph graph = Graph.of("a", "b").does("a", this::hang).does("b", frame -> {
            free.await();
            return null;
        });
        var accepted = fixture.submit(graph, 1_000);
        begun.acquire();

        desk.cancelStep(accepted.id(), "a", "ada", "enough", RECEIPT);
        refused(ErrorCode.WRONG_STATE, () -> desk.cancelStep(accepted.id(), "a", "ada", "again", null));
        refused(ErrorCode.UNKNOWN_TASK, () -> desk.cancelStep(accepted.id(), "z", "ada", "what", null));
        free.countDown();

        var state = accepted.end().get(60, TimeUnit.SECONDS);
        assertThat(state.status(0)).isEqualTo(TaskStatus.CANCELLED);
        assertThat(state.status(1)).isEqualTo(TaskStatus.COMPLETED);
        assertThat(batches.withAnswerTo("c1"))
                .containsExactlyInAnyOrder(Event.CancelRequested.class, Event.CommandReceived.class);
    }

    @Test
    void oneExecutionIsSuspendedWhileAnotherGoesOn() throws Exception {
        var suspended = twoThatHang();
        CountDownLatch free = new CountDownLatch(1);
        var other = fixture.submit(frame -> {
            free.await();
            return null;
        });

        desk.suspend(suspended.id(), "lunch", RECEIPT);

        assertThat(end(suspended)).isEqualTo(WorkflowStatus.PAUSED);
        free.countDown();
        assertThat(end(other)).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(history(suspended.id()).stream().flatMap(commit -> commit.events().stream()))
                .filteredOn(Event.ExecutionPaused.class::isInstance)
                .extracting(event -> ((Event.ExecutionPaused) event).reason())
                .containsExactly("lunch");
    }

    @Test
    void whatWasSuspendedGoesOnWhereItWas() throws Exception {
        var suspended = twoThatHang();
        desk.suspend(suspended.id(), "lunch", null);
        assertThat(end(suspended)).isEqualTo(WorkflowStatus.PAUSED);

        Graph again = Graph.of("a", "b", "c: a");
        var resumed = desk.resume(
                suspended.id(),
                fixture.hosting(again, 1_000),
                history(suspended.id()),
                List.of((state, at) -> new Signal.Recovered(at, "test")),
                RECEIPT);

        assertThat(end(resumed)).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(batches.withAnswerTo("c1")).contains(Event.ExecutionContinued.class);
    }

    @Test
    void whatIsCarriedOutAlreadyIsNotTakenUpAndNotAnswered() throws Exception {
        var running = twoThatHang();

        refused(
                ErrorCode.WRONG_STATE,
                () -> desk.resume(
                        running.id(),
                        fixture.hosting(Graph.of("a", "b", "c: a"), 1_000),
                        history(running.id()),
                        List.of((state, at) -> new Signal.Recovered(at, "test")),
                        RECEIPT));

        assertThat(fixture.store.answer("c1")).isEmpty();
    }

    @Test
    void refusalsAreRecordedOneAfterTheOther() {
        OrchestrationException why = new OrchestrationException(ErrorCode.UNKNOWN_EXECUTION, "no such thing");
        for (int i = 1; i <= 3; i++) {
            desk.refuse(new Receipt("c" + i, "fly", "ada"), null, why);
        }

        assertThat(answer().code()).isEqualTo("UNKNOWN_EXECUTION");
        assertThat(answer().message()).isEqualTo("no such thing");
        assertThat(fixture.store.end(StreamEnd.ENGINE)).isEqualTo(new StreamEnd(3, 3));
    }

    @Test
    void theNextOwnerGoesOnInTheSameStream() {
        OrchestrationException why = new OrchestrationException(ErrorCode.UNKNOWN_EXECUTION, "no such thing");
        desk.refuse(RECEIPT, null, why);
        try (Engine next = new Engine(logs, store -> fixture.store)) {
            next.engine.ownerDesk().refuse(new Receipt("c2", "fly", "ada"), null, why);
        }

        assertThat(history(StreamEnd.ENGINE)).extracting(Commit::number).containsExactly(1L, 2L);
        assertThat(fixture.store.answer("c2")).isPresent();
    }

    @Test
    void whatIsDoneInEveryPeriodIsDoneAgainAndAgain() throws Exception {
        CountDownLatch thrice = new CountDownLatch(3);
        desk.every(Duration.ofMillis(1), thrice::countDown);

        assertThat(thrice.await(60, TimeUnit.SECONDS)).isTrue();
        refused(ErrorCode.BAD_PARAMETERS, () -> desk.every(Duration.ZERO, () -> {}));
    }
}
