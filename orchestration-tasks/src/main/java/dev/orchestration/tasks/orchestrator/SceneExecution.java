package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One execution of a {@link Scene}. Immutable.
 *
 * @param hosting makes, for each rehearsal, how it is carried out: with a plan in which nothing has grown yet, and with rules
 *     that any thread may ask
 * @param history its commits, in order
 * @param hosted whether somebody carries it out
 * @param suspension why it is about to pause, null if it is not
 * @param held what its attempts hold of resources, as far as that is known; of others it is worked out from what they ask for
 * @param lent its attempts that wait for others, and hold no slot meanwhile
 * @param first what its decider is told before anything else
 */
public record SceneExecution(
        ExecutionId id,
        Supplier<Hosting> hosting,
        List<Commit> history,
        boolean hosted,
        @Nullable String suspension,
        Map<AttemptKey, Map<ResourceId, Double>> held,
        Set<AttemptKey> lent,
        List<LongFunction<Signal>> first) {
    /** One of which only records are known. */
    public static SceneExecution recorded(
            ExecutionId id, Supplier<Hosting> hosting, List<Commit> history, boolean hosted) {
        return new SceneExecution(id, hosting, history, hosted, null, Map.of(), Set.of(), List.of());
    }

    /** The same, carried out after its decider was told something. */
    SceneExecution told(LongFunction<Signal> signal) {
        List<LongFunction<Signal>> more = new ArrayList<>(first);
        more.add(signal);
        return new SceneExecution(id, hosting, history, true, null, held, lent, List.copyOf(more));
    }

    /** The same, carried out in another way. */
    SceneExecution with(UnaryOperator<Hosting> change) {
        Supplier<Hosting> before = hosting;
        return new SceneExecution(id, () -> change.apply(before.get()), history, hosted, suspension, held, lent, first);
    }

    /** What its history tells; a new one each time. */
    public ExecutionState state() {
        Hosting made = hosting.get();
        ExecutionState state = new ExecutionState(id, made.plan(), made.policy());
        history.forEach(commit -> commit.events().forEach(state::apply));
        return state;
    }
}
