package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.TaskResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Maps and loops at random, on the real loop: attempts end in every way, the process dies, everything is forgotten and
 * learned again, people cancel and retry. A judge who knows the events alone sees to it that nothing completed runs again.
 */
class MapPlayTest {
    private static final long SEED = 20_261_130;
    private static final int PLAYS = 300;
    private static final int ACTS = 60;
    private static final int MOST_PASSES = 3;

    private final Random random = new Random(SEED);
    private int[] counts = {};
    private int[] limits = {};
    private Stage stage = Stage.given(Graph.of("x"));
    private String about = "";

    @Test
    void nothingThatIsCompletedRunsAgainAndEveryPlayComesToItsEnd() {
        for (int play = 0; play < PLAYS; play++) {
            about = "seed " + SEED + ", play " + play;
            stage = Stage.given(graph(), 1 + random.nextInt(6)).started();
            for (int act = 0; act < ACTS; act++) {
                act();
                check();
            }
            drain();
            check();
        }
    }

    private Graph graph() {
        Graph graph = Graph.of("a", "m: a", "k: m", "u: a", "o", "z: k u o").optional("o");
        graph.mode(OrchestrationMode.values()[random.nextInt(4)]);
        graph.retries("m", random.nextInt(2)).retries("u", random.nextInt(2));
        if (random.nextInt(4) == 0) {
            graph.stopOnFailure();
        }
        if (random.nextInt(4) == 0) {
            graph.runIf("k", random.nextBoolean());
        }
        counts = new int[] {-1, random.nextInt(6), random.nextInt(4), -1, -1, -1};
        limits = new int[] {1, 1 + random.nextInt(4), 1 + random.nextInt(2), 1, 1, 1};
        graph.map("m", counts[1], limits[1], random.nextInt(3) == 0).map("k", counts[2], limits[2], false);
        Duration pause = random.nextBoolean() ? Duration.ZERO : Duration.ofMillis(500);
        return graph.until("u", pause, MOST_PASSES).until("k", pause, MOST_PASSES);
    }

    private void act() {
        List<String> running = stage.workers.running();
        int act = random.nextInt(20);
        if (stage.state().lifecycle().status().isEnded()) {
            if (act < 6) {
                stage.whenRetriedByHandIfNeeded();
            }
        } else if (act < 12 && !running.isEmpty()) {
            String label = running.get(random.nextInt(running.size()));
            boolean loops = label.startsWith("u") || label.startsWith("k");
            if (loops && random.nextBoolean()) {
                stage.whenGoesRound(label);
            } else if (random.nextInt(4) == 0) {
                stage.whenFails(label);
            } else {
                stage.whenCompletes(label);
            }
        } else if (act < 16) {
            stage.after(Duration.ofMillis(400 + random.nextInt(1_500)));
        } else if (act == 16) {
            stage.whenTheProcessDiesAndAnotherTakesOver();
        } else if (act == 17) {
            forget();
        } else if (act == 18) {
            stage.whenCancelled(CancelScope.STEP, random.nextInt(counts.length));
        } else if (random.nextInt(4) == 0) {
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
        for (int turn = 0; !stage.state().lifecycle().status().isEnded(); turn++) {
            assertThat(turn).as(about + ": it comes to no end").isLessThan(500);
            List<String> running = stage.workers.running();
            if (running.isEmpty()) {
                stage.after(Duration.ofSeconds(5));
            } else {
                stage.whenCompletes(running.get(0));
            }
        }
    }

    private void check() {
        WalkedVitals.agree(stage.loop, about);
        Set<Activation> completed = new HashSet<>();
        Map<Integer, Integer> expanded = new HashMap<>();
        Set<Activation> open = new HashSet<>();
        for (Event event : stage.events()) {
            if (event instanceof Event.AttemptStarted e) {
                Activation activation = e.activation();
                assertThat(completed).as(about).doesNotContain(activation);
                assertThat(open.add(activation)).as(about).isTrue();
                if (activation.item() != Activation.NO_ITEM) {
                    assertThat(activation.item()).as(about).isLessThan(expanded.get(activation.node()));
                    assertThat(ofNode(open, activation.node()))
                            .as(about)
                            .isLessThanOrEqualTo(limits[activation.node()]);
                }
            } else if (event instanceof Event.AttemptEnded e) {
                assertThat(open.remove(e.activation())).as(about).isTrue();
                if (e.next() == Next.COMPLETED || e.next() == Next.AGAIN) {
                    completed.add(e.activation());
                }
            } else if (event instanceof Event.Expanded e) {
                Integer before = expanded.put(e.node(), e.count());
                assertThat(e.count()).as(about).isEqualTo(counts[e.node()]);
                assertThat(before == null || before == e.count()).as(about).isTrue();
            } else if (event instanceof Event.Activated e && e.cause().equals(Event.Activated.LOOP)) {
                Activation next = e.activation();
                assertThat(completed).as(about).contains(new Activation(next.node(), next.item(), next.n() - 1));
            }
        }
        folded();
    }

    private static long ofNode(Set<Activation> open, int node) {
        return open.stream().filter(each -> each.node() == node).count();
    }

    /** A map is what its items are. */
    private void folded() {
        var results = TaskResults.of(stage.state());
        for (String map : List.of("m", "k")) {
            List<TaskStatus> items = results.values().stream()
                    .filter(each -> map.equals(each.itemOf()))
                    .map(each -> each.status())
                    .toList();
            TaskStatus status = results.get(map).status();
            if (status == TaskStatus.COMPLETED) {
                assertThat(items).as(about).allMatch(TaskStatus.COMPLETED::equals);
                assertThat((List<?>) results.get(map).result()).as(about).hasSameSizeAs(items);
            } else if (status == TaskStatus.RUNNING) {
                assertThat(items).as(about).anyMatch(each -> !each.isTerminal());
            } else if (status == TaskStatus.FAILED) {
                assertThat(items).as(about).contains(TaskStatus.FAILED).allMatch(TaskStatus::isTerminal);
            }
        }
    }
}
