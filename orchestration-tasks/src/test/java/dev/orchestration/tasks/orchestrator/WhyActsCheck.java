package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.why.Change;
import dev.orchestration.tasks.why.Place;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/** A step that stands before another gate than the competition of those that are ready: the acts are done one by one. */
final class WhyActsCheck {
    private final WhyPlay play;
    private final ExecutionId id;
    private final int node;
    private final Change change;

    WhyActsCheck(long seed, ExecutionId id, int node, Change change) {
        this.play = new WhyPlay(seed);
        this.id = id;
        this.node = node;
        this.change = change;
    }

    void check() {
        change.acts().forEach(this::doIt);
    }

    private void doIt(Change.Act act) {
        if (act instanceof Change.WaitUntil w) {
            waits(w.time());
        } else if (act instanceof Change.ItemsEnd i) {
            itemsEnd(i);
        } else if (act instanceof Change.StepsSettle s) {
            settle(s.steps());
        } else if (act instanceof Change.ExecutionEnds e) {
            assertThat(change.acts().get(0) == act && isOver(e.execution())).isFalse();
            play.goesOn(() -> {}, () -> isOver(e.execution()));
            assertThat(isOver(e.execution())).isTrue();
        } else if (act instanceof Change.Resume r) {
            play.takenUp(r.execution(), at -> new Signal.Recovered(at, "test"));
            assertThat(play.state(id).lifecycle().status()).isNotEqualTo(WorkflowStatus.PAUSED);
        } else if (act instanceof Change.Retry r) {
            assertThat(isSettled()).isTrue();
            play.takenUp(r.execution(), at -> new Signal.RetryAsked(at, "test"));
            boolean empty = play.status(id, node) == TaskStatus.COMPLETED; // a map without elements
            assertThat(isSettled() && !empty).isFalse();
        } else {
            throw new AssertionError("nobody can do " + act);
        }
    }

    private boolean isSettled() {
        ExecutionState state = play.state(id);
        return state.isSettled(state.node(node)) || state.status(node).isTerminal();
    }

    /** Not one sooner is the item let go. */
    private void itemsEnd(Change.ItemsEnd ends) {
        int map = play.state(id).node(node);
        assertThat(ends.map()).isEqualTo(new Place(id, play.state(id).plan().name(map)));
        List<Integer> before = IntStream.of(play.state(id).items().rowsOf(map))
                .filter(row -> row != map && row < node && !play.status(id, row).isTerminal())
                .boxed()
                .toList();
        assertThat(before).hasSize(ends.of());
        assertThat(ends.count()).isBetween(1, ends.of());
        Runnable look = () -> {
            long ended = before.stream()
                    .filter(row -> play.status(id, row).isTerminal())
                    .count();
            if (play.status(id, node) != TaskStatus.CANCELLED) {
                assertThat(play.status(id, node) == TaskStatus.PENDING).isEqualTo(ended < ends.count());
            }
        };
        look.run();
        play.goesOn(look, () -> play.status(id, node) != TaskStatus.PENDING || isOver(id));
        assertThat(play.status(id, node) != TaskStatus.PENDING || isOver(id)).isTrue();
    }

    /** Over, or at rest: it pauses before it ends. */
    private boolean isOver(ExecutionId execution) {
        WorkflowStatus status = play.state(execution).lifecycle().status();
        return status.isEnded() || status == WorkflowStatus.PAUSED;
    }

    private void waits(long time) {
        assertThat(play.status(id, node)).isEqualTo(TaskStatus.WAITING);
        long left = time - play.stage.clock.micros();
        if (left > 1_000) {
            play.stage.after(Duration.ofNanos((left - 1_000) * 1_000));
            assertThat(play.status(id, node)).isEqualTo(TaskStatus.WAITING);
        }
        play.stage.after(Duration.ofNanos((time - play.stage.clock.micros()) * 1_000));
        assertThat(play.status(id, node)).isNotEqualTo(TaskStatus.WAITING);
    }

    /** While one of them is not settled the step stays where it is, and no longer. */
    private void settle(List<Place> steps) {
        assertThat(open(steps)).isEqualTo(steps.size());
        play.goesOn(
                () -> {
                    if (open(steps) > 0) {
                        assertThat(play.status(id, node))
                                .isIn(TaskStatus.BLOCKED, TaskStatus.PENDING, TaskStatus.CANCELLED);
                    }
                },
                () -> open(steps) == 0 || isOver(id));
        assertThat(open(steps) == 0 || isOver(id)).isTrue();
        int of = play.state(id).node(node);
        boolean waits = play.status(id, of) == TaskStatus.BLOCKED && !Insight.isBlockedForGood(play.state(id), of);
        assertThat(waits).isFalse();
    }

    private long open(List<Place> steps) {
        return steps.stream()
                .filter(each -> !play.state(id).isSettled(play.state(id).plan().newest(each.step())))
                .count();
    }
}
