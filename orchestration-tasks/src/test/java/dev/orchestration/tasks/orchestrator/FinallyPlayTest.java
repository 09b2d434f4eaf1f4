package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.PauseAsks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Random plays of graphs some of whose nodes run at the end: attempts fail and succeed, the process dies, what is known is
 * forgotten and learned again, people pause, cancel and retry. A judge who knows the events alone sees to it that the final
 * nodes run once in each round, and only when all others have ended.
 */
class FinallyPlayTest {
    private static final long SEED = 20_261_201;
    private static final int PLAYS = 150;
    private static final int ACTS = 40;
    private static final int FIRST_FINAL = 5;
    private static final int ITEMS = 2;

    private final Random random = new Random(SEED);
    private Stage stage = Stage.given(Graph.of("x"));
    private String about = "";
    private int finished;

    @Test
    void finalNodesRunOnceInEachRoundAndWhenAllElseHasEnded() {
        for (int play = 0; play < PLAYS; play++) {
            about = "seed " + SEED + ", play " + play;
            stage = Stage.given(graph(), 1 + random.nextInt(4)).started();
            for (int act = 0; act < ACTS; act++) {
                act();
                check();
            }
            drain();
            check();
        }
        assertThat(finished).isGreaterThan(PLAYS / 2);
    }

    private Graph graph() {
        Graph graph = Graph.of("a", "b: a", "m: a", "o", "c: b o", "w", "x", "y: x", "z")
                .finals(4);
        graph.mode(OrchestrationMode.values()[random.nextInt(4)]);
        graph.retries("a", random.nextInt(2)).retries("x", random.nextInt(3)).optional("o");
        graph.sleeps("w", Duration.ofMillis(700));
        if (random.nextInt(3) == 0) {
            graph.stopOnFailure();
        }
        if (random.nextInt(3) == 0) {
            graph.within(Duration.ofSeconds(3));
        }
        graph.runIf("b", random.nextBoolean());
        return graph.map("m", 2, 1, random.nextBoolean()).map("z", ITEMS, 1 + random.nextInt(2), false);
    }

    private WorkflowStatus status() {
        return stage.state().lifecycle().status();
    }

    private void act() {
        List<String> running = stage.workers.running();
        int act = random.nextInt(24);
        if (status().isEnded()) {
            if (act < 5) {
                stage.whenRetriedByHandIfNeeded();
            }
        } else if (act < 12 && !running.isEmpty()) {
            String label = running.get(random.nextInt(running.size()));
            if (random.nextInt(3) == 0) {
                stage.whenFails(label);
            } else {
                stage.whenCompletes(label);
            }
        } else if (act < 15) {
            stage.after(Duration.ofMillis(400 + random.nextInt(1_500)));
        } else if (act == 15) {
            stage.whenTheProcessDiesAndAnotherTakesOver();
        } else if (act == 16) {
            stage.whenTheEngineIsClosedAndOpenedAgain();
        } else if (act == 17 && status() == WorkflowStatus.RUNNING) {
            forget();
        } else if (act == 18) {
            stage.whenCancelled(CancelScope.STEP, random.nextInt(9));
        } else if (act == 19
                && status() == WorkflowStatus.RUNNING
                && !stage.state().lifecycle().cancelling()) {
            stage.asked(PauseAsks.pause("ada"));
        } else if (act == 20 || (act == 21 && stage.state().lifecycle().finishing())) {
            stage.whenCancelled();
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
            assertThat(turn).as(about + ": it comes to no end").isLessThan(200);
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

    private void check() {
        WalkedVitals.agree(stage.loop, about);
        Set<String> open = new HashSet<>();
        Set<String> over = new HashSet<>();
        boolean finishing = false;
        boolean ended = false;
        for (Event event : stage.events()) {
            if (event instanceof Event.AttemptStarted e) {
                String label = String.valueOf(e.activation());
                assertThat(e.activation().node() >= FIRST_FINAL)
                        .as(about + ": " + label)
                        .isEqualTo(finishing);
                assertThat(ended).as(about).isFalse();
                assertThat(over).as(about).doesNotContain(label);
                open.add(label);
            } else if (event instanceof Event.AttemptEnded e) {
                open.remove(String.valueOf(e.activation()));
                if (e.next() == Next.COMPLETED || e.next() == Next.FAILED || e.next() == Next.CANCELLED) {
                    over.add(String.valueOf(e.activation()));
                }
            } else if (event instanceof Event.WaitOpened e) {
                assertThat(e.activation().node() >= FIRST_FINAL).as(about).isEqualTo(finishing);
            } else if (event instanceof Event.ExecutionFinishing) {
                assertThat(open).as(about).isEmpty();
                assertThat(finishing).as(about).isFalse();
                finishing = true;
                finished++;
            } else if (event instanceof Event.ExecutionEnded) {
                assertThat(open).as(about).isEmpty();
                assertThat(finishing).as(about).isTrue();
                ended = true;
            } else if (event instanceof Event.ExecutionReopened e) {
                assertThat(e.nodes()).as(about).contains(5, 6);
                finishing = false;
                ended = false;
            }
        }
        if (status().isEnded()) {
            for (int node = FIRST_FINAL; node < stage.state().plan().size(); node++) {
                TaskStatus status = stage.state().status(node);
                assertThat(status.isTerminal() || Insight.isBlockedForGood(stage.state(), node))
                        .as(about)
                        .isTrue();
            }
        }
    }
}
