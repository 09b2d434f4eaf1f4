package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.live.LiveWorld;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** A task orchestrator on real threads and a store in memory. */
final class Engine implements AutoCloseable {
    final InMemoryStore store;
    final TaskOrchestrator engine;
    final ResourceManager resources = new ResourceManager();
    private final Path logs;

    Engine(Path logs) {
        this(logs, store -> store);
    }

    /** @param around what stands between the orchestrator and the store */
    Engine(Path logs, UnaryOperator<Store> around) {
        this.logs = logs;
        store = new InMemoryStore(logs, new Owner("u", 1, "h", "b", 1, 1, 1, null));
        World world = LiveWorld.create(Clock.system(), IdSource.sequence("x"), Map.of(), Map.of());
        engine = new TaskOrchestrator(world, around.apply(store), resources, 4);
        engine.startBackgroundProcessing();
    }

    @Override
    public void close() {
        engine.suspend("end of the test", Duration.ZERO);
    }

    Hosting hosting(Graph graph, int workflows) {
        ExecutionPlan plan = graph.plan();
        return new Hosting(
                plan,
                graph,
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                SelectionPolicy.of(graph.mode(), plan),
                graph.maxParallel(),
                graph.timeout(),
                new WorkingDirectory(logs, List.of()),
                new SessionLimits(new SessionId("s"), 100, workflows));
    }

    Accepted submit(Graph graph, int workflows) {
        return engine.submit(
                hosting(graph, workflows),
                (id, at) -> new Event.ExecutionCreated(
                        at, "play", "sha256:x", Map.of(), "s", graph.mode().wire(), 7, ".", List.of()),
                Map.of());
    }

    Accepted submit(AttemptWork work) {
        return submit(Graph.of("a").does("a", work), 1_000);
    }

    static WorkflowStatus end(Accepted accepted) throws Exception {
        return accepted.end().get(60, TimeUnit.SECONDS).lifecycle().status();
    }

    static void refused(ErrorCode code, ThrowingCallable call) {
        OrchestrationException thrown = catchThrowableOfType(OrchestrationException.class, call);
        assertThat(thrown).as("a refusal with " + code).isNotNull();
        assertThat(thrown.code()).isEqualTo(code);
    }

    static void rethrow(CompletableFuture<?> future) throws Throwable {
        try {
            future.get(60, TimeUnit.SECONDS);
        } catch (java.util.concurrent.ExecutionException e) {
            throw e.getCause();
        }
    }

    Accepted retry(ExecutionId id, Graph graph, List<Commit> history) {
        return engine.resume(id, hosting(graph, 1_000), history, List.of(at -> new Signal.RetryAsked(at, "test")));
    }
}
