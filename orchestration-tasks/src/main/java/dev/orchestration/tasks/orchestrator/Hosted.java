package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.DependencyDecider;
import dev.orchestration.tasks.decide.EventSink;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.Signal;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An execution that lives in the loop, with its state and what it has in hand. Confined to the loop. */
final class Hosted implements EventSink {
    private final ExecutionId id;
    private final Function<Rules, Decider> deciders;
    private Hosting hosting;
    private Kinds kinds;
    private ExecutionState state;
    private Decider decider;
    private final Standing standing;
    private final ByNode<Attempt> running = new ByNode<>();
    private final ByNode<Timer> waits = new ByNode<>();
    private ByNode<Demand> demands = new ByNode<>(); // by profile of the plan
    private @Nullable Timer timeout;
    private final CompletableFuture<ExecutionState> end = new CompletableFuture<>();
    private final CompletableFuture<Void> accepted = new CompletableFuture<>();
    private @Nullable List<Hosted> changes;
    private final CommitDraft pending = new CommitDraft();
    private Event.@Nullable AttemptStarted lastStart;
    private Runnable afterRecord = () -> {};
    private @Nullable String suspension;
    private boolean outside;
    private boolean outdoes;

    Hosted(ExecutionId id, Hosting hosting) {
        this(id, hosting, DependencyDecider::new);
    }

    /** @param deciders makes who decides, for the rules of the hosting */
    Hosted(ExecutionId id, Hosting hosting, Function<Rules, Decider> deciders) {
        this.id = id;
        this.deciders = deciders;
        this.hosting = hosting;
        this.kinds = new Kinds(hosting.rules());
        this.state = new ExecutionState(id, hosting.plan(), hosting.policy());
        this.decider = deciders.apply(hosting.rules());
        this.standing = new Standing(this);
    }

    /** From now on it puts itself on {@code list} with the first event of each step. */
    void join(List<Hosted> list) {
        changes = list;
        if (!pending.isEmpty()) {
            list.add(this);
        }
    }

    @Override
    public void emit(Event event) {
        state.apply(event);
        if (pending.isEmpty() && changes != null) {
            changes.add(this);
        }
        pending.add(event);
        if (event instanceof Event.AttemptStarted start) {
            lastStart = start;
        }
    }

    /**
     * Forgets whatever events have told, to learn it again from the commits that are replayed next. What is in hand stays.
     *
     * @param again as the hosting that it has, with a plan in which nothing has grown yet
     * @throws IllegalStateException if something is decided that is not recorded
     */
    void forget(Hosting again) {
        if (hasPending()) {
            throw new IllegalStateException("execution " + id + " would forget what is decided and not recorded");
        }
        hosting = again;
        kinds = new Kinds(again.rules());
        demands = new ByNode<>();
        state = new ExecutionState(id, again.plan(), again.policy());
        decider = deciders.apply(again.rules());
    }

    /** Takes in what was committed before, in the order in which it was. */
    void replay(Commit commit) {
        commit.events().forEach(state::apply);
        pending.follow(commit);
    }

    void decide(Signal signal) {
        decider.decide(state, signal, this);
    }

    /** Starts the ready node; gives the event if that took a worker, else null. */
    Event.@Nullable AttemptStarted start(int node, long at) {
        return decider.start(state, node, at, this) ? lastStart : null;
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The events of this step as the next commit. */
    Commit takePending() {
        return pending.take(id);
    }

    /** How many are made, without that of this step. */
    long commits() {
        return pending.commits();
    }

    /** Whether only who asked for it knows of it yet, and waits to hear that it is recorded; nor does anybody end for it. */
    boolean isNewborn() {
        return commits() == 1 && !state.grows() && !accepted.isDone() && !outdoes;
    }

    /** With its first commit others are asked to end for it. */
    void outdoes() {
        outdoes = true;
    }

    /** From now on {@code act} is run on the loop after each commit of this execution. */
    void afterRecord(Runnable act) {
        afterRecord = act;
    }

    void recorded() {
        afterRecord.run();
    }

    /** From now on nothing of it begins. */
    void suspend(String reason) {
        suspension = reason;
    }

    /** Why it is about to pause, null if it is not. */
    @Nullable
    String suspension() {
        return suspension;
    }

    /** As long as it waits for its key nothing of it begins. */
    void standsOutside(boolean on) {
        outside = on;
    }

    boolean isOutside() {
        return outside;
    }

    /** Whether the limits of the execution itself let another attempt begin, or, as {@code kind} says, another wait. */
    boolean hasRoom(ActionKind kind) {
        if (suspension != null || outside) {
            return false;
        }
        return hosting.mode() == OrchestrationMode.SEQUENTIAL
                ? state.active() + state.waiting() == 0
                : kind == ActionKind.WAIT || state.active() < hosting.maxParallel();
    }

    /** The ready node that only waits, and whose turn it is; {@link ExecutionState#NOBODY} if there is none. */
    int nextWait() {
        if (hosting.mode() != OrchestrationMode.SEQUENTIAL && state.lifecycle().status() == WorkflowStatus.RUNNING) {
            kinds.setWaitsApart(state);
        }
        int apart = state.nextIdle();
        int head = apart == ExecutionState.NOBODY ? state.nextReady() : apart;
        boolean waits = head != ExecutionState.NOBODY && kind(head) == ActionKind.WAIT && hasRoom(ActionKind.WAIT);
        return waits ? head : ExecutionState.NOBODY;
    }

    ByNode<Demand> demands() {
        return demands;
    }

    /** Of a node, or the row of an item; what waits for an execution waits, and then takes in what came of it. */
    ActionKind kind(int node) {
        return kinds.of(state, node);
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

    /** Where it stands among those that want to start something. */
    Standing standing() {
        return standing;
    }

    /** Its attempts that were started and have not ended. */
    ByNode<Attempt> running() {
        return running;
    }

    /** What wakes its waiting activations. */
    ByNode<Timer> waits() {
        return waits;
    }

    /** What ends the execution as a whole, null if nothing is set. */
    @Nullable
    Timer timeout() {
        return timeout;
    }

    void timeout(Timer timer) {
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
