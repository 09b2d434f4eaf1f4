package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * All that the loop knows between two steps, as data: what it carries out, what it can give out, and the time. A {@link
 * Rehearsal} goes on from there as the loop itself would. Immutable; what the methods give is another scene.
 *
 * @param at microseconds since 1970
 * @param slots attempts at once
 * @param resources as they are registered
 * @param elsewhere what of them is taken by others than attempts and sessions; of a rate, what is used up
 * @param executions in the order in which they came, those that nobody carries out among them
 * @param keys who has which
 * @param sessions what they take ahead
 */
public record Scene(
        long at,
        int slots,
        List<Resource> resources,
        Map<ResourceId, Double> elsewhere,
        List<SceneExecution> executions,
        List<KeyHolder> keys,
        SceneSessions sessions) {
    /** One in which no session takes resources ahead. */
    public Scene(
            long at,
            int slots,
            List<Resource> resources,
            Map<ResourceId, Double> elsewhere,
            List<SceneExecution> executions,
            List<KeyHolder> keys) {
        this(at, slots, resources, elsewhere, executions, keys, SceneSessions.NONE);
    }

    /** One in which nobody has a key but those that are carried out. */
    public Scene(
            long at,
            int slots,
            List<Resource> resources,
            Map<ResourceId, Double> elsewhere,
            List<SceneExecution> executions) {
        this(at, slots, resources, elsewhere, executions, List.of());
    }

    public Optional<SceneExecution> find(ExecutionId id) {
        return executions.stream().filter(each -> each.id().equals(id)).findFirst();
    }

    public Scene withSlots(int other) {
        return new Scene(at, other, resources, elsewhere, executions, keys, sessions);
    }

    /** There is so much of a resource. */
    public Scene withCapacity(ResourceId id, double capacity) {
        return new Scene(
                at,
                slots,
                resources.stream()
                        .map(each -> each.id().equals(id) ? withCapacity(each, capacity) : each)
                        .toList(),
                elsewhere,
                executions,
                keys,
                sessions);
    }

    private static Resource withCapacity(Resource each, double capacity) {
        return new Resource(
                each.id(),
                each.name(),
                each.type(),
                capacity,
                each.period(),
                each.limits(),
                each.status(),
                each.description(),
                each.metadata());
    }

    /** An execution may have so many attempts at once. */
    public Scene withMaxParallel(ExecutionId id, int most) {
        return change(id, each -> each.with(before -> before.withMaxParallel(most)));
    }

    /** A session has other limits. */
    public Scene withSession(SessionId id, UnaryOperator<SessionLimits> limits) {
        UnaryOperator<Hosting> change = before ->
                before.session().session().equals(id) ? before.withSession(limits.apply(before.session())) : before;
        return new Scene(
                at,
                slots,
                resources,
                elsewhere,
                executions.stream().map(each -> each.with(change)).toList(),
                keys,
                sessions);
    }

    /** An execution is taken up, if it was not, and told something. */
    public Scene told(ExecutionId id, LongFunction<Signal> signal) {
        return change(id, each -> each.told(signal));
    }

    /** An execution is not there. */
    public Scene without(ExecutionId id) {
        return new Scene(
                at,
                slots,
                resources,
                elsewhere,
                executions.stream().filter(each -> !each.id().equals(id)).toList(),
                keys.stream().filter(each -> !each.execution().equals(id)).toList(),
                sessions);
    }

    /** A session has ended: what it took ahead is given back, and its executions are not there. */
    public Scene without(SessionId id) {
        Scene left = new Scene(at, slots, resources, elsewhere, executions, keys, sessions.without(id));
        for (SceneExecution each : executions) {
            if (each.hosted() && each.hosting().get().session().session().equals(id)) {
                left = left.without(each.id());
            }
        }
        return left;
    }

    private Scene change(ExecutionId id, UnaryOperator<SceneExecution> change) {
        return new Scene(
                at,
                slots,
                resources,
                elsewhere,
                executions.stream()
                        .map(each -> each.id().equals(id) ? change.apply(each) : each)
                        .toList(),
                keys,
                sessions);
    }

    /** From here on it goes as the loop itself would let it. */
    public Rehearsal rehearse() {
        return new Rehearsal(this, Duration.ZERO);
    }

    /** As {@link #rehearse()}, with the first step after {@code wait}. */
    public Rehearsal rehearseAfter(Duration wait) {
        return new Rehearsal(this, wait);
    }
}
