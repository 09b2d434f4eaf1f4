package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.RowNames;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * A state of the real loop drawn from a seed, and whatever somebody could do to it. Drawn once more it is the same, so one
 * state can be changed in many ways. Of each resource a part lies idle in the hands of others, so that a test can raise what
 * there is of it.
 */
final class WhyPlay {
    static final int BALLAST = 60;
    static final List<String> RESOURCES = List.of("gpu", "memory");

    final Stage stage;
    final Map<ExecutionId, Hosting> hostings = new LinkedHashMap<>();
    final Map<ExecutionId, Hosted> hosted = new LinkedHashMap<>();
    private final Random random;
    private final int slots;
    private final Map<String, List<ResourceAllocation>> ballast = new LinkedHashMap<>();

    WhyPlay(long seed) {
        random = new Random(seed);
        slots = 1 + random.nextInt(4);
        Graph first = WhyGraphs.draw(random);
        stage = Stage.given(first, slots);
        for (String id : RESOURCES) {
            stage.resource(id, BALLAST + 1 + random.nextInt(4));
            List<ResourceAllocation> lying = new ArrayList<>();
            for (int i = 0; i < BALLAST; i++) {
                lying.add(stage.resources.allocate(new ResourceId(id), "others", 1));
            }
            ballast.put(id, lying);
        }
        start(first);
        for (int acts = random.nextInt(25); acts > 0; acts--) {
            act();
        }
    }

    private void start(Graph graph) {
        String session = random.nextBoolean() ? "s" : "t";
        stage.session(session, session.equals("s") ? 2 : 3, session.equals("s") ? 1 : 2, 1 + random.nextInt(2));
        stage.startedToo(graph);
        hostings.put(stage.execution(), stage.last.hosting());
        hosted.put(stage.execution(), stage.last);
    }

    private void act() {
        List<Attempt> running = running();
        int what = random.nextInt(20);
        if (what < 3 && hostings.size() < 5) {
            start(WhyGraphs.draw(random));
        } else if (what < 11 && !running.isEmpty()) {
            end(running.get(random.nextInt(running.size())), Outcome.COMPLETED);
        } else if (what < 13 && !running.isEmpty()) {
            end(running.get(random.nextInt(running.size())), Outcome.FAILED);
        } else if (what < 14 && !running.isEmpty()) {
            passes(running.get(random.nextInt(running.size())));
        } else if (what < 18) {
            stage.after(Duration.ofMillis(random.nextInt(8_000)));
        } else {
            rare(new ArrayList<>(hostings.keySet()).get(random.nextInt(hostings.size())));
        }
    }

    private void rare(ExecutionId id) {
        switch (random.nextInt(4)) {
            case 0 -> suspend(id);
            case 1 -> cancel(id, CancelScope.EXECUTION, null);
            default ->
                cancel(
                        id,
                        CancelScope.STEP,
                        random.nextInt(hostings.get(id).plan().size()));
        }
    }

    private void suspend(ExecutionId id) {
        stage.tell(on -> {
            Hosted target = on.roster().find(id);
            if (target != null
                    && !target.state().lifecycle().status().isEnded()
                    && target.state().lifecycle().startedAt() != null) {
                on.roster().suspend(target, "enough for today");
            }
        });
        stage.step();
    }

    private void cancel(ExecutionId id, CancelScope scope, Integer node) {
        stage.tell(on -> on.signal(id, at -> new Signal.CancelAsked(at, scope, node, "test", "no more")));
        stage.step();
    }

    List<Attempt> running() {
        List<Attempt> all = new ArrayList<>();
        for (Hosted each : hosted.values()) {
            all.addAll(each.running().all());
        }
        return all;
    }

    void end(Attempt attempt, Outcome outcome) {
        stage.workers.give(attempt);
        Failure error = outcome == Outcome.COMPLETED ? null : new Failure("Boom", "it broke", ErrorKind.EXTERNAL);
        stage.report(attempt, outcome, error);
        stage.step();
    }

    /** A pass is over whose condition does not hold, if it repeats; else it ends well. */
    private void passes(Attempt attempt) {
        boolean repeats = attempt.spec().repetition() != null
                && attempt.spec().repetition().until() != null;
        stage.workers.give(attempt);
        if (repeats) {
            stage.reportAgain(attempt);
        } else {
            stage.report(attempt, Outcome.COMPLETED, null);
        }
        stage.step();
    }

    /** What {@link Scenes} take of the loop. */
    static Scene scene(Stage stage, int slots) {
        Scenes scenes = new Scenes(
                null,
                new Environment(stage.store, stage.resources, slots, false, Path.of("logs")),
                stage.store,
                ActionRegistry::standard);
        List<Scenes.Glances> seen = new ArrayList<>();
        stage.tell(on -> seen.add(scenes.look(on)));
        stage.step();
        return scenes.read(seen.get(0));
    }

    /** What {@link Scenes} take of the loop, with the rules of the play. */
    Scene scene() {
        Scene scene = scene(stage, slots);
        List<SceneExecution> all = new ArrayList<>();
        for (SceneExecution each : scene.executions()) {
            all.add(each.with(made ->
                    WhyGraphs.hosting(made, hostings.get(each.id()).rules(), made.maxParallel(), made.session())));
        }
        hostings.forEach((id, hosting) -> {
            if (scene.find(id).isEmpty()) {
                List<dev.orchestration.state.journal.Commit> history = new ArrayList<>();
                stage.store.replay(id, history::add);
                all.add(SceneExecution.recorded(id, () -> hosting, history, false));
            }
        });
        return new Scene(scene.at(), scene.slots(), scene.resources(), scene.elsewhere(), all);
    }

    ExecutionState state(ExecutionId id) {
        return hosted.get(id).state();
    }

    /** Of a step, or an item as {@code n1[0]}. */
    int row(ExecutionId id, String name) {
        int row = 0;
        while (!RowNames.of(state(id), row).equals(name)) {
            row++;
        }
        return row;
    }

    TaskStatus status(ExecutionId id, int node) {
        return state(id).status(node);
    }

    // What somebody could do; the limits are looked at with the next step.

    boolean ends(ExecutionId id, int node) {
        Attempt attempt = hosted.get(id).running().get(node);
        if (attempt == null) {
            return false;
        }
        end(attempt, Outcome.COMPLETED);
        return true;
    }

    void workers(int count) {
        stage.tell(on -> Inside.set(Inside.get(on, "capacity"), "slots", count));
    }

    void maxParallel(ExecutionId id, int most) {
        change(id, made -> WhyGraphs.hosting(made, made.rules(), most, made.session()));
    }

    void session(SessionId session, UnaryOperator<SessionLimits> limits) {
        for (ExecutionId id : hosted.keySet()) {
            change(id, made -> {
                SessionLimits now = made.session();
                boolean meant = now.session().equals(session);
                return WhyGraphs.hosting(made, made.rules(), made.maxParallel(), meant ? limits.apply(now) : now);
            });
        }
    }

    /** A live execution is carried out otherwise from now on, and is looked at anew. */
    private void change(ExecutionId id, UnaryOperator<Hosting> change) {
        stage.tell(on -> {
            Hosted live = on.roster().find(id);
            if (live == null) {
                return;
            }
            Inside.set(live, "hosting", change.apply(live.hosting()));
            if (live.state().lifecycle().startedAt() == null) {
                ((Lobby) Inside.get(on.roster(), "lobby")).enter(live, on.now());
            } else {
                live.emit(new Event.Noted(on.now(), "test", "look", null));
            }
        });
    }

    void step() {
        stage.step();
    }

    void capacity(String resource, int raise) {
        ballast.get(resource).subList(0, raise).forEach(ResourceAllocation::close);
    }

    Resource resource(String id) {
        return stage.resources.find(new ResourceId(id)).orElseThrow();
    }

    /** The whole execution is cancelled, and then its steps of finally; what runs of it ends. */
    void executionEnds(ExecutionId id) {
        for (int asked = 0; asked < 2; asked++) {
            cancel(id, CancelScope.EXECUTION, null);
            List.copyOf(hosted.get(id).running().all()).forEach(attempt -> end(attempt, Outcome.FAILED));
        }
    }

    /** Somebody takes the execution up and tells it something. */
    void takenUp(ExecutionId id, java.util.function.LongFunction<Signal> first) {
        Hosted again = new Hosted(id, hostings.get(id));
        stage.workers.leave(id);
        stage.store.replay(id, again::replay);
        hosted.put(id, again);
        stage.tell(on -> on.roster().takeUp(again, List.of(first), on.now()));
        stage.step();
    }

    /** Everything that runs comes to its end, one thing after the other; {@code each} looks after each step. */
    void goesOn(Runnable each, java.util.function.BooleanSupplier until) {
        ballast.values().forEach(lying -> lying.forEach(ResourceAllocation::close)); // some would wait for it forever
        for (int i = 0; i < 400 && !until.getAsBoolean(); i++) {
            List<Attempt> running = running();
            if (!running.isEmpty()) {
                end(running.get(i % running.size()), Outcome.COMPLETED);
                each.run();
            }
            stage.after(Duration.ofSeconds(1));
            each.run();
        }
    }
}
