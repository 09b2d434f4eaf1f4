package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.DependencyDecider;
import dev.orchestration.tasks.decide.EventSink;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** An execution that lives in the loop, with its state and what it has in hand. Confined to the loop. */
final class Hosted implements EventSink {
    private final ExecutionId id;
    private final Hosting hosting;
    private final ExecutionState state;
    private final Decider decider;
    private final Map<Activation, Running> running = new HashMap<>();
    private final Map<Activation, Timers.Timer> waits = new HashMap<>();
    private Timers.@Nullable Timer timeout;
    private Runnable afterRecord = () -> {};
    private int looked;
    private boolean hasWaits;
    private final CompletableFuture<ExecutionState> end = new CompletableFuture<>();
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private List<Event> pending = new ArrayList<>();
    private long commits;
    private long events;

    Hosted(ExecutionId id, Hosting hosting) {
        this.id = id;
        this.hosting = hosting;
        this.state = new ExecutionState(id, hosting.plan(), hosting.policy());
        this.decider = new DependencyDecider(hosting.rules());
    }

    @Override
    public void emit(Event event) {
        state.apply(event);
        pending.add(event);
    }

    /** Takes in what was committed before this process hosted the execution. */
    void replay(Commit commit) {
        commit.events().forEach(state::apply);
        commits = commit.number();
        events = commit.firstSeq() + commit.events().size() - 1;
    }

    void decide(Signal signal) {
        decider.decide(state, signal, this);
    }

    boolean start(int node, long at) {
        return decider.start(state, node, at, this);
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The events of this step as the next commit. */
    Commit takePending() {
        Commit commit = new Commit(id, commits + 1, events + 1, List.copyOf(pending));
        commits++;
        events += pending.size();
        pending = new ArrayList<>();
        return commit;
    }

    /** From now on {@code act} is run on the loop after each commit of this execution. */
    void afterRecord(Runnable act) {
        afterRecord = act;
    }

    void recorded() {
        afterRecord.run();
    }

    /** Whether the limits of the execution itself let another attempt begin, or, as {@code kind} says, another wait. */
    boolean hasRoom(ActionKind kind) {
        return hosting.mode() == OrchestrationMode.SEQUENTIAL
                ? state.active() + state.waiting() == 0
                : kind == ActionKind.WAIT || state.active() < hosting.maxParallel();
    }

    /** Whether a wait, which needs no worker, may begin before work that is ready and finds none. */
    boolean letsWaitsOvertake() {
        for (; looked < hosting.plan().size() && !hasWaits; looked++) {
            hasWaits = hosting.rules().kind(looked) == ActionKind.WAIT;
        }
        return hasWaits && hosting.mode() != OrchestrationMode.SEQUENTIAL;
    }

    ExecutionId id() {
        return id;
    }

    Hosting hosting() {
        return hosting;
    }

    ExecutionState state() {
        return state;
    }

    Map<Activation, Running> running() {
        return running;
    }

    /** What wakes its waiting activations. */
    Map<Activation, Timers.Timer> waits() {
        return waits;
    }

    /** What ends the execution as a whole, null if nothing is set. */
    Timers.@Nullable Timer timeout() {
        return timeout;
    }

    void timeout(Timers.Timer timer) {
        timeout = timer;
    }

    /** Completed with the final state when the execution has ended or paused, and that is committed. */
    CompletableFuture<ExecutionState> end() {
        return end;
    }

    /** It cannot be carried out here, or no further. */
    void refuse(OrchestrationException why) {
        accepted.completeExceptionally(why);
        end.completeExceptionally(why);
    }

    /** Completed when the execution's first commit is made. */
    CompletableFuture<Void> accepted() {
        return accepted;
    }
}
