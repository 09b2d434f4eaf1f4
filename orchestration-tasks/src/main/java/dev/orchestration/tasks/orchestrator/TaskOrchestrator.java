package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Carries executions out: the façade of the loop. Thread-safe; what waits, waits for the commit of what it asked for.
 */
public final class TaskOrchestrator implements AutoCloseable {
    private final World world;
    private final Environment environment;
    private final Loop loop;
    private final Archive archive;
    private final Set<ExecutionId> resuming = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean started = new AtomicBoolean();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final Runnable onRelease = this::wakeLoop;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();

    /** @param slots attempts at once, over all executions */
    public TaskOrchestrator(World world, Store store, ResourceManager resources, int slots) {
        this.world = world;
        this.archive = store.archive();
        this.environment = new Environment(store.journal(), resources, slots, store.logs());
        this.loop = new Loop(world, environment);
        resources.onRelease(onRelease);
    }

    /** Whoever waits for what was released may start now; one message does for all releases before it is delivered. */
    private void wakeLoop() {
        if (woken.compareAndSet(false, true)) {
            world.inbox().post(on -> woken.set(false));
        }
    }

    /** Starts the loop; idempotent. What was submitted before waits for it. */
    public void startBackgroundProcessing() {
        if (started.compareAndSet(false, true)) {
            world.driver().drive(() -> {
                try {
                    loop.run();
                } finally {
                    environment.resources().removeReleaseListener(onRelease);
                    stopped.complete(null);
                }
            });
        }
    }

    /** What a caller gets of an execution that was accepted. */
    public record Accepted(ExecutionId id, CompletableFuture<ExecutionState> end) {}

    /**
     * Accepts a new execution. Returns when that is recorded.
     *
     * @param birth makes its first event
     * @param context what the shared context begins with
     * @throws OrchestrationException if the engine is closed or the store does not take it
     */
    public Accepted submit(Hosting hosting, Birth birth, Map<String, Object> context) {
        Hosted hosted = new Hosted(new ExecutionId(world.ids().next()), hosting);
        List<ContextWrite> writes = new ArrayList<>();
        context.forEach((key, value) -> writes.add(new ContextWrite(key, JsonValue.of(value, key))));
        post(hosted, on -> {
            if (on.host(hosted, true)) {
                hosted.emit(birth.created(hosted.id(), on.now()));
                if (!writes.isEmpty()) {
                    hosted.emit(new Event.ContextChanged(on.now(), writes, "session"));
                }
                on.enroll(hosted);
            }
        });
        return accepted(hosted);
    }

    /** What the caller hangs onto the end must not run on the loop, where it could wait for the loop. */
    private static Accepted accepted(Hosted hosted) {
        Awaited.get(hosted.accepted(), null);
        return new Accepted(hosted.id(), hosted.end().thenApplyAsync(Function.identity()));
    }

    /** Makes the first event of an execution, once its id and the time of the loop's step are known. */
    @FunctionalInterface
    public interface Birth {
        Event.ExecutionCreated created(ExecutionId id, long at);
    }

    /**
     * Takes up an execution that an earlier process, or an earlier life in this one, has recorded.
     *
     * @param history its commits, in order
     * @param first what to tell its decider before anything else, in order
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine carries it out already, if {@code history} is out
     *     of date, or if it has ended and {@code first} does not change that
     */
    public Accepted resume(ExecutionId id, Hosting hosting, List<Commit> history, List<LongFunction<Signal>> first) {
        Hosted hosted = new Hosted(id, hosting);
        history.forEach(hosted::replay);
        if (!resuming.add(id)) {
            throw wrongState(id, "is being taken up already");
        }
        try {
            requireWhole(id, hosted.state());
            post(hosted, on -> on.takeUp(hosted, first));
            return accepted(hosted);
        } finally {
            resuming.remove(id);
        }
    }

    /**
     * A history that was read before somebody else took the execution up lacks commits, and the store would refuse the next
     * one. While the id is claimed and nobody hosts it, nothing is added.
     */
    private void requireWhole(ExecutionId id, ExecutionState told) {
        if (Boolean.TRUE.equals(ask(on -> on.hosted(id) != null))) {
            throw wrongState(id, "is being carried out already");
        }
        Long ended = told.lifecycle().endedAt();
        WorkflowStatus status = told.lifecycle().status();
        boolean whole = archive.execution(id)
                .map(row -> row.status() == status && Objects.equals(row.endedAt(), ended))
                .orElse(true);
        if (!whole) {
            throw wrongState(id, "was carried out by somebody else a moment ago; look at it again");
        }
    }

    private static OrchestrationException wrongState(ExecutionId id, String why) {
        return new OrchestrationException(ErrorCode.WRONG_STATE, "execution " + id + " " + why);
    }

    private void post(Hosted hosted, Consumer<Loop> act) {
        Message message = new Message() {
            @Override
            public void deliver(Loop on) {
                act.accept(on);
            }

            @Override
            public void refuse(OrchestrationException why) {
                hosted.refuse(why);
            }
        };
        if (!world.inbox().post(message)) {
            throw Environment.closed();
        }
    }

    /** Asks for the end of an execution for good; says whether this engine carries it out at the moment. */
    public boolean cancel(ExecutionId id, String by, String reason) {
        return Boolean.TRUE.equals(ask(on -> {
            boolean hosted = on.hosted(id) != null;
            on.signal(id, at -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, by, reason));
            return hosted;
        }));
    }

    /**
     * Looks at a live execution as it is after the next commit.
     *
     * @param view runs on the loop; must be quick and must not keep the state
     * @return null if this engine does not carry the execution out (any more)
     */
    public <T> @Nullable T inspect(ExecutionId id, Function<ExecutionState, @Nullable T> view) {
        return ask(on -> {
            Hosted hosted = on.hosted(id);
            return hosted == null ? null : view.apply(hosted.state());
        });
    }

    /** Runs a question on the loop and hands its answer out after the step was recorded. */
    private <T> @Nullable T ask(Function<Loop, @Nullable T> question) {
        var request = new Request<T>(question);
        if (!world.inbox().post(request)) {
            throw Environment.closed();
        }
        return Awaited.get(request.answer(), null);
    }

    /** Every committed event goes to {@code listener} from now on, on the world's listener executor. */
    public AutoCloseable listen(ExecutionListener listener) {
        environment.listeners().add(listener);
        return () -> environment.listeners().remove(listener);
    }

    /** How many attempts ignored the request to end, are not waited for, and still run. */
    public int abandonedAttempts() {
        return Objects.requireNonNullElse(ask(on -> on.attempts().abandoned()), 0);
    }

    /** Attempts at once. */
    public int slots() {
        return environment.slots();
    }

    /** How often a listener has thrown. */
    public long listenerFaults() {
        return environment.listenerFaults().get();
    }

    /**
     * Ends what runs, pauses every execution with {@code reason}, and stops the loop. Idempotent; the first call decides.
     *
     * @param patience after which attempts that do not end are left behind
     */
    public void suspend(String reason, Duration patience) {
        if (!closing.compareAndSet(false, true)) {
            return;
        }
        startBackgroundProcessing();
        world.inbox().post(on -> on.suspend(reason, patience.toNanos()));
        try {
            Awaited.get(stopped, patience.plusSeconds(5));
        } finally {
            world.workers().close();
        }
    }

    @Override
    public void close() {
        suspend("shutdown", Duration.ofSeconds(15));
    }
}
