package dev.orchestration.tasks.orchestrator;

import static dev.orchestration.tasks.orchestrator.Stage.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What sessions take of resources ahead, and what their time does. */
class SessionReserveTest {
    private static final ResourceId GPU = new ResourceId("gpu");

    private final List<String> seated = new ArrayList<>();

    private Stage open(Stage stage, String session, double amount) {
        return open(stage, session, GPU, amount);
    }

    private Stage open(Stage stage, String session, ResourceId resource, double amount) {
        stage.tell(on -> {
            SessionId id = new SessionId(session);
            if (on.roster()
                    .sessions()
                    .open(new SessionReserves.Waiting(
                            id, session, Map.of(resource, amount), () -> seated.add(session)))) {
                seated.add(session);
            }
        });
        return stage.step();
    }

    private static Stage close(Stage stage, String session) {
        stage.tell(on -> on.roster().sessions().close(on, new SessionId(session)));
        return stage.step();
    }

    private static Graph one(String name, double amount) {
        return Graph.of(name).needs(name, "gpu", amount);
    }

    private static Graph many(String name, int count, double amount) {
        Graph graph = Graph.of(IntStream.range(0, count).mapToObj(i -> name + i).toArray(String[]::new));
        for (int i = 0; i < count; i++) {
            graph.needs(name + i, "gpu", amount);
        }
        return graph;
    }

    private static double free(Stage stage) {
        return stage.resources.usage(GPU).available();
    }

    @Test
    void stepsDrawOnWhatTheirSessionHasTakenBeforeTheyTakeOfThePool() {
        Stage stage = open(given(one("a", 1)).resource("gpu", 4).session("s", 9, 9, 1), "s", 2);
        assertThat(free(stage)).isEqualTo(2);
        stage.started().thenRunning("a");
        assertThat(free(stage)).isEqualTo(2);
        stage.startedToo(one("b", 2)).thenRunning("a", "b");
        assertThat(free(stage))
                .as("one is left of the session's, one is of the pool")
                .isEqualTo(1);
        stage.whenCompletes("a", "b");
        assertThat(free(stage)).isEqualTo(2);
        assertThat(free(close(stage, "s"))).isEqualTo(4);
    }

    @Test
    void nobodyElseGetsWhatASessionHasTaken() {
        Stage stage = open(given(one("a", 2)).resource("gpu", 3), "owner", 2);
        stage.session("other", 9, 9, 1).started().thenRunning();
        close(stage, "owner").thenRunning("a");
    }

    @Test
    void whatIsAskedForByTypeIsOfTheSessionsOwnFirst() {
        Graph any = Graph.of("a").needsAny("a", ResourceType.CUSTOM, 1);
        Stage stage = given(any).resource("cpu", 9).resource("gpu", 2).session("s", 9, 9, 1);
        open(stage, "s", 1).started().thenRunning("a");
        assertThat(stage.resources.usage(new ResourceId("cpu")).available()).isEqualTo(9);
    }

    @Test
    void whoeverWaitsForResourcesOfItsOwnComesBeforeStepsAndItsExecutionsWaitWithIt() {
        Stage stage = given(many("x", 3, 1), 9)
                .resource("gpu", 2)
                .session("x", 9, 9, 1)
                .started();
        stage.thenRunning("x0", "x1");
        open(stage, "s", 2);
        stage.session("s", 9, 9, 1).startedToo(one("own", 1));
        assertThat(stage.state().lifecycle().status()).isEqualTo(WorkflowStatus.PENDING);
        stage.whenCompletes("x0").thenRunning("x1");
        assertThat(seated).isEmpty();
        stage.whenCompletes("x1").thenRunning("own");
        assertThat(seated).containsExactly("s");
        stage.whenCompletes("own").thenRunning();
        close(stage, "s").thenRunning("x2");
    }

    @Test
    void aSessionThatCannotGetWhatItWaitsForHoldsUpNobody() {
        Stage stage = open(given(one("a", 1)).resource("gpu", 3).session("first", 9, 9, 1), "first", 2);
        open(stage, "second", 3);
        stage.session("other", 9, 9, 1).started().thenRunning("a");
        stage.whenCompletes("a");
        close(stage, "first");
        assertThat(seated).containsExactly("first", "second");
    }

    @Test
    void aLargeSessionIsNotStarvedBySmallOnesThatCameLater() {
        Stage stage = open(given(one("a", 1)).resource("gpu", 3).resource("cpu", 1), "first", 1);
        open(stage, "second", 1);
        open(stage, "large", 3);
        open(stage, "small", 1);
        open(stage, "elsewhere", new ResourceId("cpu"), 1).step();
        assertThat(seated)
                .as("whoever needs nothing that others wait for need not wait")
                .containsExactly("first", "second", "elsewhere");
        close(stage, "first");
        assertThat(seated).doesNotContain("small", "large");
        close(stage, "second");
        assertThat(seated).endsWith("large");
        close(stage, "large");
        assertThat(seated).endsWith("large", "small");
    }

    @Test
    void aSessionThatCanNeverHaveWhatItWaitsForIsPassed() {
        Stage stage = open(given(one("a", 1)).resource("gpu", 3), "first", 3);
        open(stage, "never", 4);
        open(stage, "later", 2);
        close(stage, "first");
        assertThat(seated).containsExactly("first", "later");
    }

    @Test
    void nothingIsKeptFreeForASessionThatWasClosedWhileItWaited() {
        Graph hog = one("hog", 1).takes("hog", Duration.ofHours(1));
        Stage stage = given(hog)
                .resource("gpu", 2)
                .resource("cpu", 9)
                .session("other", 9, 9, 1)
                .started();
        open(stage, "waits", 2);
        close(stage, "waits");
        stage.startedToo(one("small", 1)).thenRunning("hog", "small");
    }

    @Test
    void aBigStepOfASessionIsNotStarvedByItsSmallOnesThatDrawOnTheSame() {
        Stage stage = open(given(many("small", 9, 1), 9).resource("gpu", 3).session("s", 9, 9, 1), "s", 2);
        stage.started().thenRunning("small0", "small1", "small2");
        stage.startedToo(one("big", 3));
        for (int i = 0; i < 9 && !stage.workers.running().contains("big"); i++) {
            stage.whenCompletes(stage.workers.running().get(0));
        }
        stage.thenRunning("big");
    }

    @Test
    void whatAnAttemptStillUsesIsFreeOnlyWhenItHasEnded() {
        Stage stage = open(given(one("a", 1)).resource("gpu", 2).session("s", 9, 9, 1), "s", 2);
        stage.started();
        assertThat(free(close(stage, "s"))).isZero();
        stage.whenCompletes("a");
        assertThat(free(stage)).isEqualTo(2);
    }

    @Test
    void whenTheTimeOfASessionIsOverWhatRunsFailsAndWhatIsPendingIsCancelled() {
        Stage stage = given(Graph.of("a")).session("s", 9, 1, 1).started();
        ExecutionId running = stage.execution();
        stage.started();
        ExecutionId pending = stage.execution();
        stage.session("other", 9, 9, 1).startedToo(Graph.of("b"));
        stage.tell(on -> on.roster()
                .sessions()
                .expire(
                        on,
                        new SessionId("s"),
                        Duration.ofMinutes(1).toNanos(),
                        "its time is over",
                        () -> seated.add("over")));
        stage.step().after(Duration.ofSeconds(59)).thenRunning("a", "b");
        stage.after(Duration.ofSeconds(1));
        assertThat(seated).containsExactly("over");
        stage.whenFails("a");
        assertThat(stage.state(running).lifecycle().status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(stage.state(running).lifecycle().error().kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(stage.state(running).lifecycle().error().message()).isEqualTo("its time is over");
        assertThat(stage.state(pending).lifecycle().status()).isEqualTo(WorkflowStatus.CANCELLED);
        stage.thenRunning("b");
    }

    @Test
    void aSessionThatEndedBeforeItsTimeIsLeftAlone() {
        Stage stage = given(Graph.of("a")).session("s", 9, 9, 1).started();
        stage.tell(on -> on.roster()
                .sessions()
                .expire(on, new SessionId("s"), Duration.ofMinutes(1).toNanos(), "late", () -> seated.add("over")));
        close(stage.step(), "s");
        stage.after(Duration.ofHours(1)).thenRunning("a");
        assertThat(seated).isEmpty();
    }

    @Test
    void theSumNeverExceedsTheCapacityAndIsZeroAtRestInWhateverOrder() {
        long seed = ThreadLocalRandom.current().nextLong();
        System.out.println("SessionReserveTest seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            play(random);
        }
    }

    private void play(Random random) {
        Stage stage = given(one("none", 1), 1 + random.nextInt(6)).resource("gpu", 5);
        for (int act = 0; act < 30; act++) {
            String session = "s" + random.nextInt(3);
            int choice = random.nextInt(10);
            if (choice < 2) {
                close(stage, session);
                open(stage, session, 1 + random.nextInt(4));
            } else if (choice < 3) {
                close(stage, session);
            } else if (choice < 6) {
                stage.session(session, 1 + random.nextInt(4), 9, 1)
                        .startedToo(many("n" + act + "x", 1 + random.nextInt(3), 0.5 + random.nextInt(3)));
            } else if (!stage.workers.running().isEmpty()) {
                List<String> running = stage.workers.running();
                stage.whenCompletes(running.get(random.nextInt(running.size())));
            }
            assertThat(free(stage)).isBetween(0.0, 5.0);
            assertThat(held(stage)).isLessThanOrEqualTo(5);
        }
        for (int i = 0; i < 3; i++) {
            close(stage, "s" + i);
        }
        for (int i = 0; i < 500 && !stage.workers.running().isEmpty(); i++) {
            stage.whenCompletes(stage.workers.running().get(0));
        }
        assertThat(free(stage)).isEqualTo(5);
        assertThat(stage.resources.allocations()).isEmpty();
    }

    /** What attempts use at the moment, whoever gave it. */
    private static double held(Stage stage) {
        double[] sum = new double[1];
        stage.tell(on -> on.roster()
                .all()
                .forEach(each -> each.running()
                        .all()
                        .forEach(attempt -> sum[0] += attempt.amounts().getOrDefault(GPU, 0.0))));
        stage.step();
        return sum[0];
    }
}
