package dev.orchestration.tasks.why;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
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

    private static final double TOLERANCE = 1e-9;

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
        this.over = state.status(subject.node) != TaskStatus.READY;
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
        int place = order.indexOf(new Rehearsal.Start(subject.id(), subject.node));
        return place >= 0 ? List.copyOf(order.subList(0, place)) : ownBefore();
    }

    /** In an execution that does one thing after the other not even plenty lets the next one start. */
    private List<Rehearsal.Start> ownBefore() {
        List<Rehearsal.Start> own = new ArrayList<>();
        for (ReadyNode each : state.readyInOrder()) {
            if (each.node() == subject.node) {
                break;
            }
            own.add(new Rehearsal.Start(subject.id(), each.node()));
        }
        return own;
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
                places(now.holders().stream().filter(Rehearsal.Holder::hasSlot).toList());
        if (busy.size() >= subject.scene.slots()) {
            found.add(new Obstacle.Workers(subject.scene.slots(), busy));
        }
        needs().forEach((id, amount) -> {
            ResourceUsage usage = now.usage(id);
            if (usage.available() + TOLERANCE < amount) {
                found.add(new Obstacle.Resource(
                        id,
                        amount,
                        usage.capacity(),
                        usage.available(),
                        now.resource(id).status(),
                        holders(id)));
            }
        });
        if (found.isEmpty()) {
            reserved(found);
        }
        if (!before.isEmpty()) {
            found.add(queue());
        }
        return found;
    }

    /** What its own execution has in hand. */
    private List<Place> ownNow() {
        List<Place> own = new ArrayList<>();
        for (int node = 0; node < state.plan().size(); node++) {
            TaskStatus status = state.status(node);
            if (status == TaskStatus.RUNNING || (isSequential() && status == TaskStatus.WAITING)) {
                own.add(subject.place(node));
            }
        }
        return own;
    }

    private List<Place> inSession() {
        return places(now.holders().stream()
                .filter(Rehearsal.Holder::hasSlot)
                .filter(holder -> Objects.requireNonNull(now.hosting(holder.execution()))
                        .session()
                        .session()
                        .equals(hosting.session().session()))
                .toList());
    }

    private List<Obstacle.Holder> holders(ResourceId id) {
        return now.holders().stream()
                .filter(holder -> holder.amounts().getOrDefault(id, 0.0) > 0)
                .map(holder -> new Obstacle.Holder(
                        place(holder.execution(), holder.node()),
                        holder.amounts().getOrDefault(id, 0.0)))
                .toList();
    }

    /** What it needs is there, and yet it does not start: the first before it that lacks something has it reserved. */
    private void reserved(List<Obstacle> found) {
        for (Rehearsal.Start each : before) {
            ExecutionState other = Objects.requireNonNull(now.state(each.execution()));
            List<ResourceId> lacking = new ArrayList<>();
            now.needs(other, each.node()).forEach((id, amount) -> {
                if (now.usage(id).available() + TOLERANCE < amount) {
                    lacking.add(id);
                }
            });
            if (!lacking.isEmpty()) {
                found.add(new Obstacle.Reserved(place(each.execution(), each.node()), lacking));
                return;
            }
        }
    }

    private Obstacle queue() {
        int own = (int) before.stream()
                .filter(each -> each.execution().equals(subject.id()))
                .count();
        List<Place> first = before.stream()
                .limit(MOST_NAMED)
                .map(each -> place(each.execution(), each.node()))
                .toList();
        return new Obstacle.Ahead(own, before.size() - own, first);
    }

    /** How much of which resource it takes. */
    Map<ResourceId, Double> needs() {
        return now.needs(state, subject.node);
    }

    /** What others that are ready take of a resource, those before it first. */
    List<Double> neededByOthers(ResourceId id) {
        Set<Rehearsal.Start> others = new LinkedHashSet<>(before);
        for (SceneExecution each : subject.scene.executions()) {
            ExecutionState other = now.state(each.id());
            if (other != null) {
                other.readyInOrder().stream()
                        .limit(MOST_OTHERS)
                        .forEach(ready -> others.add(new Rehearsal.Start(each.id(), ready.node())));
            }
        }
        others.remove(new Rehearsal.Start(subject.id(), subject.node));
        return others.stream()
                .limit(MOST_OTHERS)
                .map(each -> now.needs(Objects.requireNonNull(now.state(each.execution())), each.node())
                        .getOrDefault(id, 0.0))
                .filter(amount -> amount > 0)
                .toList();
    }

    Place place(ExecutionId execution, int node) {
        return new Place(
                execution, Objects.requireNonNull(now.state(execution)).plan().name(node));
    }

    private List<Place> places(List<Rehearsal.Holder> holders) {
        return holders.stream()
                .map(holder -> place(holder.execution(), holder.node()))
                .toList();
    }
}
