package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Inquiry;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Why;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * For states drawn from seeds: what {@code why} says opens the gate, done to the real loop, and none of the smaller single
 * changes does, which this test enumerates by itself.
 */
class WhyRandomTest {
    private static final int SEEDS = Integer.getInteger("orchestration.why.seeds", 200);
    private static final long FIRST = Long.getLong("orchestration.why.first", 1);

    private final Map<TaskStatus, Integer> asked = new EnumMap<>(TaskStatus.class);
    private final Map<String, Integer> said = new TreeMap<>();

    @Test
    void what_it_says_opens_the_gate_and_nothing_smaller_does() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            WhyPlay play = new WhyPlay(seed);
            Scene scene = play.scene();
            for (ExecutionId id : play.hostings.keySet()) {
                ExecutionState state = play.state(id);
                for (int row = 0; row < state.rows(); row++) {
                    Why why = Inquiry.ask(scene, id, RowNames.of(state, row));
                    try {
                        check(seed, id, row, why);
                    } catch (AssertionError | RuntimeException e) {
                        throw new AssertionError("seed " + seed + ", row " + row + " of " + id + ": " + why, e);
                    }
                }
            }
        }
        assertThat(asked).containsKeys(TaskStatus.READY, TaskStatus.BLOCKED, TaskStatus.WAITING, TaskStatus.PENDING);
        assertThat(said)
                .as("every kind of change was said")
                .containsKeys(
                        "StepEnds",
                        "Workers",
                        "MaxParallel",
                        "SessionTasks",
                        "SessionWorkflows",
                        "Capacity",
                        "WaitUntil",
                        "StepsSettle",
                        "ItemsEnd",
                        "ExecutionEnds",
                        "Resume",
                        "Retry",
                        "together");
    }

    private void check(long seed, ExecutionId id, int row, Why why) {
        asked.merge(why.status(), 1, Integer::sum);
        why.obstacles().forEach(each -> said.merge(each.getClass().getSimpleName(), 1, Integer::sum));
        why.changes().forEach(change -> {
            change.acts().forEach(act -> said.merge(act.getClass().getSimpleName(), 1, Integer::sum));
            if (change.acts().size() > 1 && why.status() == TaskStatus.READY) {
                said.merge("together", 1, Integer::sum);
            }
        });
        WhyPlay play = new WhyPlay(seed);
        assertThat(why.status()).isEqualTo(play.status(id, row));
        if (why.obstacles().get(0) instanceof Obstacle.Items items) {
            map(seed, id, row, why, items);
        } else {
            checkGate(seed, id, row, why);
        }
    }

    /** The map goes on with the first of its items that can, so what is said of that is said of the map. */
    private void map(long seed, ExecutionId id, int row, Why why, Obstacle.Items items) {
        WhyPlay play = new WhyPlay(seed);
        MapAnswer map = new MapAnswer(play.state(id), row);
        assertThat(items).isEqualTo(map.tally());
        if (items.running() > 0 && play.scene().find(id).orElseThrow().hosted()) {
            assertThat(why.obstacles()).hasSize(1);
            assertThat(why.changes()).isEmpty();
            return;
        }
        Why ofFirst = new Why(
                why.place(),
                play.status(id, map.first()),
                why.since(),
                why.asOf(),
                why.obstacles().subList(1, why.obstacles().size()),
                why.changes());
        checkGate(seed, id, map.first(), ofFirst);
    }

    private void checkGate(long seed, ExecutionId id, int node, Why why) {
        WhyPlay play = new WhyPlay(seed);
        boolean hosted = play.scene().find(id).orElseThrow().hosted();
        boolean running = play.state(id).lifecycle().status() == WorkflowStatus.RUNNING && hosted;
        boolean contends = why.status() == TaskStatus.READY
                && running
                && why.obstacles().stream().noneMatch(each -> each instanceof Obstacle.Pausing);
        if (contends) {
            assertThat(why.obstacles()).isNotEmpty();
            new WhyContentionCheck(seed, id, node, why).check();
        } else if (why.obstacles().get(0) instanceof Obstacle.SessionFull) {
            new WhyRoomCheck(seed, id, why).check();
        } else {
            for (Change change : why.changes()) {
                new WhyActsCheck(seed, id, node, change).check();
            }
            if (why.changes().isEmpty()) {
                nothingToDo(why, play, id, node);
            }
        }
    }

    private static boolean settled(WhyPlay play, ExecutionId id, int row) {
        ExecutionState state = play.state(id);
        return state.isSettled(state.node(row)) || state.status(row).isTerminal();
    }

    private static void nothingToDo(Why why, WhyPlay play, ExecutionId id, int node) {
        List<Obstacle> obstacles = new ArrayList<>(why.obstacles());
        Map<String, Boolean> fine = new LinkedHashMap<>();
        boolean maySucceed = !play.state(id).lifecycle().status().isEnded()
                && play.state(id).firstFailed() == null
                && play.state(id).lifecycle().cancel() == null;
        fine.put("runs", obstacles.get(0) instanceof Obstacle.Running);
        fine.put("is done", why.status() == TaskStatus.COMPLETED || why.status() == TaskStatus.SKIPPED);
        fine.put("cannot be retried", play.state(id).lifecycle().status() == WorkflowStatus.COMPLETED);
        fine.put("failed, and its execution need not fail", maySucceed && settled(play, id, node));
        var spec = play.hostings.get(id).plan().spec(play.state(id).node(node));
        boolean open = !play.state(id).lifecycle().status().isEnded();
        fine.put(
                "nobody can say what a retry would bring",
                open && settled(play, id, node) && (spec.conditional() || spec.runOn() == RunOn.FAILURE));
        if (!fine.containsValue(true)) {
            play.takenUp(id, at -> new Signal.RetryAsked(at, "test"));
            fine.put("a retry settles it at once", settled(play, id, node));
        }
        assertThat(fine.values()).as("%s", fine).contains(true);
    }
}
