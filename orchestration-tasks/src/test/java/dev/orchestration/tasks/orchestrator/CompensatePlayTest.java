package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.decide.PauseAsks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Random plays of graphs some of whose nodes can be undone: attempts fail and succeed, the process dies, what is known is
 * forgotten and learned again, people pause, cancel and retry, lists become other ones. {@link UndoneJudge} knows the events
 * alone.
 */
class CompensatePlayTest {
    private static final long SEED = 20_261_203;
    private static final int PLAYS = 300;
    private static final int ACTS = 60;
    private static final String[] STEPS = {"a", "b: a", "m: a", "o", "w: b", "u: a", "c: m o u w", "z"};

    private final Random random = new Random(SEED);
    private Stage stage = Stage.given(Graph.of("x"));
    private String about = "";
    private int undone;

    @Test
    void whatCompletedIsUndoneInReverseOrderOnceAndNothingElseRunsAgain() {
        for (int play = 0; play < PLAYS; play++) {
            about = "seed " + SEED + ", play " + play;
            stage = Stage.given(graph(), 1 + random.nextInt(4)).started();
            for (int act = 0; act < ACTS; act++) {
                act();
                check();
            }
            drain();
            undone += check();
        }
        assertThat(undone).isGreaterThan(PLAYS);
    }

    private int check() {
        UndoneJudge judge = new UndoneJudge(stage.state().plan(), about);
        stage.events().forEach(judge::hears);
        judge.compares(stage.state());
        return judge.undone();
    }

    private Graph graph() {
        Graph graph = Graph.of(STEPS).finals(1);
        graph.mode(OrchestrationMode.values()[random.nextInt(4)]);
        graph.retries("a", random.nextInt(2)).retries("c", random.nextInt(2)).optional("o");
        graph.sleeps("w", Duration.ofMillis(700));
        if (random.nextInt(3) == 0) {
            graph.stopOnFailure();
        }
        if (random.nextInt(4) == 0) {
            graph.within(Duration.ofSeconds(4));
        }
        graph.map("m", 3, 1 + random.nextInt(3), random.nextBoolean()).until("u", Duration.ZERO, 4);
        graph.changingLists(random);
        graph.compensate("a", "b", "m", "o", "w", "u");
        return graph.retries("b~", random.nextInt(2)).timeout("a~", Duration.ofSeconds(2));
    }

    private WorkflowStatus status() {
        return stage.state().lifecycle().status();
    }

    private void act() {
        List<String> running = stage.workers.running();
        int act = random.nextInt(24);
        if (status().isEnded()) {
            if (act < 8) {
                stage.whenRetriedByHandIfNeeded();
            }
        } else if (act < 14 && !running.isEmpty()) {
            ends(running.get(random.nextInt(running.size())));
        } else if (act < 17) {
            stage.after(Duration.ofMillis(400 + random.nextInt(1_500)));
        } else if (act == 17) {
            stage.whenTheProcessDiesAndAnotherTakesOver();
        } else if (act == 18) {
            stage.whenTheEngineIsClosedAndOpenedAgain();
        } else if (act == 19 && status() == WorkflowStatus.RUNNING) {
            forget();
        } else if (act == 20 && random.nextInt(2) == 0) {
            stage.whenCancelled(
                    CancelScope.STEP, random.nextInt(stage.state().plan().size()));
        } else if (act == 21
                && status() == WorkflowStatus.RUNNING
                && !stage.state().lifecycle().cancelling()) {
            stage.asked(PauseAsks.pause("ada"));
        } else if (act == 22 && random.nextInt(4) == 0) {
            stage.whenCancelled();
        } else if (act == 23 && stage.state().lifecycle().compensating() && random.nextInt(3) == 0) {
            stage.whenCancelled();
        }
    }

    private void ends(String label) {
        if (label.startsWith("u") && !label.startsWith("u~") && random.nextInt(3) == 0) {
            stage.whenGoesRound(label);
        } else if (random.nextInt(label.startsWith("c") ? 2 : 6) == 0) {
            stage.whenFails(label);
        } else {
            stage.whenCompletes(label);
        }
    }

    private void forget() {
        List<Commit> history = new ArrayList<>();
        stage.store.replay(stage.execution(), history::add);
        stage.tell(on -> on.roster().rehost(stage.last, stage.hosting(), history, on.now()));
        stage.step();
    }

    /** From now on all goes well. */
    private void drain() {
        for (int turn = 0; !status().isEnded(); turn++) {
            assertThat(turn).as(about + ": it comes to no end").isLessThan(300);
            List<String> running = stage.workers.running();
            if (!running.isEmpty()) {
                stage.whenCompletes(running.get(0));
            } else if (status() == WorkflowStatus.PAUSED) {
                stage.whenTheProcessDiesAndAnotherTakesOver();
            } else {
                stage.after(Duration.ofSeconds(5));
            }
        }
    }
}
