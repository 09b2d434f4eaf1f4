package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Phases;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Works out of the events of an execution alone, and simply, what is to be undone when, and objects to all else. */
final class UndoneJudge {
    private final ExecutionPlan plan;
    private final String about;
    /** What is completed and can be undone, as first activations, in order of completion. */
    private final List<Activation> completed = new ArrayList<>();

    private final List<Activation> due = new ArrayList<>();
    private final Set<Activation> undone = new HashSet<>();
    private final Set<Activation> running = new HashSet<>();
    private final Set<Activation> over = new HashSet<>();
    private boolean compensating;
    private boolean finishing;
    private int count;

    UndoneJudge(ExecutionPlan plan, String about) {
        this.plan = plan;
        this.about = about;
    }

    /** How often something was undone. */
    int undone() {
        return count;
    }

    void hears(Event event) {
        if (event instanceof Event.AttemptStarted e) {
            started(e.activation());
        } else if (event instanceof Event.AttemptEnded e) {
            running.remove(e.activation());
            if (e.next() == Next.COMPLETED || e.next() == Next.FAILED || e.next() == Next.CANCELLED) {
                over.add(e.activation());
                ended(e.activation(), e.next() == Next.COMPLETED);
            }
        } else if (event instanceof Event.WaitEnded e && !e.how().equals(Event.WaitEnded.RETRY)) {
            ended(e.activation(), !e.failed());
        } else if (event instanceof Event.CancelRequested e) {
            cancelled(e);
        } else if (event instanceof Event.Expanded e && e.items() != null) {
            assertThat(completed).as(about).noneMatch(each -> each.node() == e.node());
        } else {
            whole(event);
        }
    }

    private void whole(Event event) {
        if (event instanceof Event.ExecutionCompensating) {
            assertThat(running).as(about).isEmpty();
            assertThat(completed).as(about).isNotEmpty();
            assertThat(compensating || finishing).as(about).isFalse();
            compensating = true;
            due.addAll(completed);
        } else if (event instanceof Event.ExecutionFinishing e) {
            assertThat(due).as(about + ": left to undo").isEmpty();
            assertThat(compensating || e.status() != WorkflowStatus.FAILED || completed.isEmpty())
                    .as(about + ": it failed, and nothing was undone")
                    .isTrue();
            compensating = false;
            finishing = true;
        } else if (event instanceof Event.ExecutionEnded) {
            assertThat(due).as(about).isEmpty();
            assertThat(running).as(about).isEmpty();
        } else if (event instanceof Event.ExecutionReopened e) {
            compensating = false;
            finishing = false;
            due.clear();
            undone.forEach(each -> assertThat(e.nodes()).as(about).contains(each.node()));
            completed.removeAll(undone);
            undone.clear();
        }
    }

    private static Activation row(Activation activation) {
        return new Activation(activation.node(), activation.item(), 1);
    }

    private Activation undoneBy(Activation compensation) {
        return new Activation(plan.phases().undone(compensation.node()), compensation.item(), 1);
    }

    private void started(Activation activation) {
        String label = about + ": " + activation.label(plan.name(activation.node()));
        assertThat(over).as(label).doesNotContain(activation);
        boolean compensation = plan.phases().isCompensation(activation.node());
        assertThat(compensation).as(label).isEqualTo(compensating);
        assertThat(plan.isFinal(activation.node())).as(label).isEqualTo(finishing);
        if (compensation) {
            assertThat(running).as(label).isEmpty();
            turns(undoneBy(activation), label);
        } else {
            assertThat(completed).as(label).doesNotContain(row(activation));
        }
        running.add(activation);
    }

    /** Of what is left nothing depends on it, and nothing is later than it or, if that is later, what it depends on. */
    private void turns(Activation row, String label) {
        assertThat(due).as(label).contains(row);
        for (Activation other : due) {
            assertThat(above(other.node())).as(label).doesNotContain(row.node());
            assertThat(latest(other)).as(label).isLessThanOrEqualTo(latest(row));
        }
    }

    private int latest(Activation row) {
        Set<Integer> above = above(row.node());
        int latest = completed.indexOf(row);
        for (int i = latest + 1; i < completed.size(); i++) {
            latest = above.contains(completed.get(i).node()) ? i : latest;
        }
        return latest;
    }

    private Set<Integer> above(int node) {
        Set<Integer> above = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(node));
        while (!open.isEmpty()) {
            int below = open.remove(open.size() - 1);
            for (int i = 0; i < plan.dependencyCount(below); i++) {
                if (above.add(plan.dependency(below, i))) {
                    open.add(plan.dependency(below, i));
                }
            }
        }
        return above;
    }

    private void ended(Activation activation, boolean well) {
        if (plan.phases().isCompensation(activation.node())) {
            Activation row = undoneBy(activation);
            due.remove(row);
            if (well) {
                undone.add(row);
                count++;
            }
        } else if (well && plan.phases().compensation(activation.node()) != Phases.NOBODY) {
            completed.add(row(activation));
        }
    }

    /** What of it does not run will not. */
    private void cancelled(Event.CancelRequested e) {
        Integer node = e.node();
        boolean all = e.scope() == CancelScope.COMPENSATION;
        int only = node != null && plan.phases().isCompensation(node)
                ? plan.phases().undone(node)
                : Phases.NOBODY;
        due.removeIf(row -> (all || row.node() == only)
                && running.stream().noneMatch(each -> undoneBy(each).equals(row)));
    }

    /** Its fold knows the same. */
    void compares(ExecutionState state) {
        for (int node = plan.steps(); node < plan.size(); node++) {
            Activation row = new Activation(plan.phases().undone(node), Activation.NO_ITEM, 1);
            if (!plan.spec(node).isMap()) {
                assertThat(state.status(node) == TaskStatus.COMPLETED).as(about).isEqualTo(undone.contains(row));
            }
        }
    }
}
