package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceStatus;
import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.resources.ResourceVector;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Insight;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The loop itself on a {@link Scene}: what is recorded is folded, what runs is in hand, and then it steps, without threads,
 * without a journal, and with nobody who does the work. So whatever it says of who starts next is what the loop would do.
 * Not thread-safe.
 */
public final class Rehearsal {
    /** Somebody who holds something. */
    public record Holder(
            ExecutionId execution, Activation activation, Map<ResourceId, Double> amounts, boolean hasSlot) {}

    /** What was started, in order. */
    public record Start(ExecutionId execution, Activation activation) {}

    private final ManualClock clock;
    private final ResourceManager resources;
    private final Loop loop;
    private final RehearsedSessions sessions;
    private final Map<ExecutionId, Hosted> all = new LinkedHashMap<>();
    private final List<Start> starts = new ArrayList<>();

    Rehearsal(Scene scene, Duration wait) {
        this.clock = new ManualClock(scene.at());
        this.resources = new ResourceManager(clock);
        scene.resources().forEach(each -> resources.register(each.withStatus(settable(each.status()))));
        scene.elsewhere().forEach(this::takenElsewhere);
        World world = new World(clock, IdSource.sequence("r"), new SteppedDrive(), new Idle(), () -> Runnable::run);
        this.loop = new Loop(world, new Environment(batch -> {}, resources, scene.slots(), false, Path.of("")));
        loop.reception().post(Message.of(on -> scene.keys().forEach(on.roster().keys()::keep)));
        this.sessions = new RehearsedSessions(loop.roster().sessions(), resources);
        loop.reception().post(Message.of(on -> sessions.open(scene.sessions())));
        scene.executions().stream().filter(SceneExecution::hosted).forEach(this::host);
        clock.advance(wait);
    }

    /** Hands nothing to anybody, but remembers what was to be handed out. */
    private final class Idle implements Workers {
        @Override
        public Carried start(Attempt attempt) {
            starts.add(new Start(attempt.execution(), attempt.activation()));
            return new Carried() {
                @Override
                public void end(EndReason reason) {
                    // There is nobody to ask.
                }

                @Override
                public void abandon() {
                    // There is nobody to leave alone.
                }
            };
        }

        @Override
        public void flush() {
            // Nothing waits for it.
        }

        @Override
        public void close() {
            // Nothing runs.
        }
    }

    /** What follows from what is taken follows here, too. */
    private static ResourceStatus settable(ResourceStatus status) {
        return switch (status) {
            case ALLOCATED, BUSY, DEPLETED -> ResourceStatus.AVAILABLE;
            case AVAILABLE, MAINTENANCE, OFFLINE, UNKNOWN -> status;
        };
    }

    private void takenElsewhere(ResourceId id, Double amount) {
        double left = Math.min(amount, resources.usage(id).available());
        if (left > 0) {
            var unused = resources.tryAllocateAll(Map.of(id, left), "others");
        }
    }

    private void host(SceneExecution execution) {
        Hosted hosted = new Hosted(execution.id(), execution.hosting().get());
        execution.history().forEach(hosted::replay);
        all.put(execution.id(), hosted);
        loop.reception().post(Message.of(on -> {
            on.roster().takeUp(hosted, execution.first(), on.now());
            adopt(hosted, execution, on);
            if (execution.suspension() != null) {
                hosted.suspend(execution.suspension());
            }
        }));
    }

    private void adopt(Hosted hosted, SceneExecution execution, Loop on) {
        ExecutionState state = hosted.state();
        for (int row = 0; row < state.rows() && state.active() > 0; row++) {
            if (Insight.isAtWork(state, row)) {
                var start = new Event.AttemptStarted(
                        Insight.attemptStartedAt(state, row),
                        state.activation(row),
                        state.attempts(row),
                        state.due(row));
                AttemptKey key = new AttemptKey(hosted.id(), start.activation(), start.attempt());
                Map<ResourceId, Double> known = execution.held().get(key);
                Holding held = allocate(hosted, known == null ? asked(state, state.node(row)) : known);
                Attempt attempt = new Attempt(on.reception(), hosted, start, Grant.of(held, new Pace()));
                on.attempts().adopt(attempt);
                if (execution.lent().contains(key)) {
                    on.attempts().adoptLent(attempt);
                }
            }
        }
    }

    private Map<ResourceId, Double> asked(ExecutionState state, int node) {
        return new ResourceChoice(resources).now(state.plan().spec(node)).orElse(Map.of());
    }

    /** What was used of a rate is used up, and nobody holds it. */
    private @Nullable Holding allocate(Hosted hosted, Map<ResourceId, Double> amounts) {
        Map<ResourceId, Double> held = new LinkedHashMap<>();
        amounts.forEach((id, amount) -> {
            boolean given =
                    resources.find(id).map(resource -> !resource.isRate()).orElse(false);
            if (given) {
                held.put(id, amount);
            }
        });
        return sessions.hold(hosted, held);
    }

    /** Whoever may start now does. */
    public Rehearsal step() {
        loop.step(Drive.NO_READING);
        return this;
    }

    /** What runs of that activation ends well, and is over if it would be repeated, as soon as the next step. */
    public void completes(ExecutionId execution, Activation activation) {
        loop.reception().post(Message.of(on -> {
            Hosted hosted = all.get(execution);
            Attempt attempt =
                    hosted == null ? null : hosted.running().get(hosted.state().row(activation));
            if (attempt != null) {
                long now = clock.micros();
                on.attempts()
                        .returned(
                                attempt,
                                new Signal.AttemptResult(Outcome.COMPLETED, now, now, null, List.of(), null, null));
            }
        }));
    }

    /** How an execution stands; null if nobody carries it out. */
    public @Nullable ExecutionState state(ExecutionId execution) {
        Hosted hosted = all.get(execution);
        return hosted == null ? null : hosted.state();
    }

    /** What an execution that waits for its key waits for; null if it does not. */
    public @Nullable KeyWait keyWait(ExecutionId execution) {
        Hosted hosted = all.get(execution);
        return hosted == null ? null : loop.roster().keys().wait(hosted);
    }

    /** How it is carried out; null if nobody does. */
    public @Nullable Hosting hosting(ExecutionId execution) {
        Hosted hosted = all.get(execution);
        return hosted == null ? null : hosted.hosting();
    }

    /** What was started in the steps so far, in order. */
    public List<Start> starts() {
        return List.copyOf(starts);
    }

    /** Everybody who holds a slot or resources, with what of these the steps of an execution may have afterwards. */
    public List<Holder> holders(ExecutionId asker) {
        List<Holder> holders = new ArrayList<>();
        for (Hosted hosted : all.values()) {
            for (Attempt attempt : hosted.running().all()) {
                Map<ResourceId, Double> held = sessions.held(attempt, all.get(asker));
                holders.add(new Holder(hosted.id(), attempt.activation(), held, attempt.place >= 0));
            }
        }
        return holders;
    }

    /** What the activation would take now; empty if there is not even a resource to wait for. */
    public Map<ResourceId, Double> needs(ExecutionState state, Activation activation) {
        return asked(state, activation.node());
    }

    /** How much of a resource the steps of an execution may have: what its session has taken ahead counts. */
    public double available(ExecutionId execution, ResourceId id) {
        return sessions.available(all.get(execution), id);
    }

    /** What sessions take ahead. */
    public RehearsedSessions sessions() {
        return sessions;
    }

    public ResourceUsage usage(ResourceId id) {
        return resources.usage(id);
    }

    public Resource resource(ResourceId id) {
        return resources.find(id).orElseThrow();
    }

    /** In how many microseconds rates have refilled so far that they could give these amounts. */
    public OptionalLong refill(Map<ResourceId, Double> amounts) {
        OptionalLong nanos = resources.nextRefill(ResourceVector.of(amounts));
        return nanos.isEmpty()
                ? nanos
                : OptionalLong.of(Math.max(0, Math.floorDiv(nanos.getAsLong() - clock.nanos() + 999, 1_000)));
    }
}
