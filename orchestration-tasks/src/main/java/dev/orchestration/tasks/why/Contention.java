package dev.orchestration.tasks.why;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.ReadyNode;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What a ready step of an execution that runs competes for, and with whom. Not thread-safe. */
final class Contention {
    /** More of anything than anybody needs. */
    static final int PLENTY = 1_000_000;

    /** So many of those before it are named. */
    private static final int MOST_NAMED = 5;

    private static final int MOST_OTHERS = 30;

    final Subject subject;
    final Rehearsal now;
    final Hosting hosting;
    private final ExecutionState state;
    private final List<Rehearsal.Start> before;
    private final boolean over;

    Contention(Subject subject) {
        this.subject = subject;
        this.now = subject.scene.rehearse().step();
        this.hosting = Objects.requireNonNull(now.hosting(subject.id()));
        this.state = Objects.requireNonNull(now.state(subject.id()));
        this.over = state.status(subject.row) != TaskStatus.READY;
        this.before = over ? List.of() : before();
    }

    /** Whether it starts by itself as soon as somebody looks. */
    boolean isOver() {
        return over;
    }

    boolean isSequential() {
        return hosting.mode() == OrchestrationMode.SEQUENTIAL;
    }

    /** Whoever would start before it if there were plenty of everything, in order. */
    List<Rehearsal.Start> ahead() {
        return before;
    }

    private List<Rehearsal.Start> before() {
        List<Rehearsal.Start> order =
                withPlenty(subject.scene).rehearse().step().starts();
        int place = order.indexOf(itself());
        return place >= 0 ? List.copyOf(order.subList(0, place)) : ownBefore();
    }

    /** In an execution that does one thing after the other not even plenty lets the next one start. */
    private List<Rehearsal.Start> ownBefore() {
        List<Rehearsal.Start> own = new ArrayList<>();
        for (ReadyNode each : Insight.readyInOrder(state)) {
            if (each.node() == subject.row) {
                break;
            }
            own.add(new Rehearsal.Start(subject.id(), state.activation(each.node())));
        }
        return own;
    }

    private Rehearsal.Start itself() {
        return new Rehearsal.Start(subject.id(), state.activation(subject.row));
    }

    private static Scene withPlenty(Scene scene) {
        Scene plenty = scene.withSlots(PLENTY);
        for (Resource resource : scene.resources()) {
            plenty = plenty.withCapacity(resource.id(), resource.capacity() + PLENTY);
        }
        for (SceneExecution each : scene.executions()) {
            if (each.hosted()) {
                plenty = plenty.withMaxParallel(each.id(), PLENTY)
                        .withSession(
                                each.hosting().get().session().session(),
                                limits -> new SessionLimits(
                                        limits.session(), PLENTY, limits.maxParallelWorkflows(), limits.weight()));
            }
        }
        return plenty;
    }

    /** Whoever runs, with what of its resources the step may have afterwards. */
    List<Rehearsal.Holder> holders() {
        return now.holders(subject.id());
    }

    SessionClaims sessions() {
        return new SessionClaims(this);
    }

    /** Everything that is in its way now. */
    List<Obstacle> obstacles() {
        List<Obstacle> found = new ArrayList<>();
        List<Place> own = ownNow();
        if (isSequential() && !own.isEmpty()) {
            found.add(new Obstacle.OneByOne(own));
        } else if (!isSequential() && state.active() >= hosting.maxParallel()) {
            found.add(new Obstacle.MaxParallel(hosting.maxParallel(), own));
        }
        List<Place> session = inSession();
        if (session.size() >= hosting.session().maxParallelTasks()) {
            found.add(new Obstacle.SessionTasks(
                    hosting.session().session(), hosting.session().maxParallelTasks(), session));
        }
        List<Place> busy =
                places(holders().stream().filter(Rehearsal.Holder::hasSlot).toList());
        if (busy.size() >= subject.scene.slots()) {
            found.add(new Obstacle.Workers(subject.scene.slots(), busy));
        }
        Shortage shortage = new Shortage(this);
        found.addAll(shortage.lacking());
        if (found.isEmpty()) {
            shortage.reserved().ifPresent(found::add);
        }
        if (!before.isEmpty()) {
            found.add(queue());
        }
        return found;
    }

    /** What its own execution has in hand. */
    private List<Place> ownNow() {
        List<Place> own = new ArrayList<>();
        for (int row = 0; row < state.rows(); row++) {
            boolean waits = isSequential() && state.status(row) == TaskStatus.WAITING;
            if (waits || Insight.isAtWork(state, row)) {
                own.add(place(subject.id(), state.activation(row)));
            }
        }
        return own;
    }

    private List<Place> inSession() {
        return places(holders().stream()
                .filter(Rehearsal.Holder::hasSlot)
                .filter(holder -> Objects.requireNonNull(now.hosting(holder.execution()))
                        .session()
                        .session()
                        .equals(hosting.session().session()))
                .toList());
    }

    private Obstacle queue() {
        int own = (int) before.stream()
                .filter(each -> each.execution().equals(subject.id()))
                .count();
        List<Place> first = before.stream()
                .limit(MOST_NAMED)
                .map(each -> place(each.execution(), each.activation()))
                .toList();
        return new Obstacle.Ahead(own, before.size() - own, first);
    }

    /** How much of which resource it takes. */
    Map<ResourceId, Double> needs() {
        return needs(itself());
    }

    /** How much of which resource another takes. */
    Map<ResourceId, Double> needs(Rehearsal.Start each) {
        return now.needs(Objects.requireNonNull(now.state(each.execution())), each.activation());
    }

    /** What others that are ready take of a resource, those before it first. */
    List<Double> neededByOthers(ResourceId id) {
        Set<Rehearsal.Start> others = new LinkedHashSet<>(before);
        for (SceneExecution each : subject.scene.executions()) {
            ExecutionState other = now.state(each.id());
            if (other != null) {
                Insight.readyInOrder(other).stream()
                        .limit(MOST_OTHERS)
                        .forEach(ready -> others.add(new Rehearsal.Start(each.id(), other.activation(ready.node()))));
            }
        }
        others.remove(itself());
        return others.stream()
                .limit(MOST_OTHERS)
                .map(each -> needs(each).getOrDefault(id, 0.0))
                .filter(amount -> amount > 0)
                .toList();
    }

    Place place(ExecutionId execution, Activation activation) {
        String step = Objects.requireNonNull(now.state(execution)).plan().name(activation.node());
        return new Place(execution, new Activation(activation.node(), activation.item(), 1).label(step));
    }

    private List<Place> places(List<Rehearsal.Holder> holders) {
        return holders.stream()
                .map(holder -> place(holder.execution(), holder.activation()))
                .toList();
    }
}
