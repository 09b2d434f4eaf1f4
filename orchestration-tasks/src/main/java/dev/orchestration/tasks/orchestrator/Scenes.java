package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.SelectionPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Takes the {@link Scene} of a loop that runs: a short question on the loop, the rest on the asker's thread. Thread-safe. */
public final class Scenes {
    private final FrontDesk desk;
    private final Environment environment;
    private final Archive archive;
    private final Supplier<ActionRegistry> actions;

    Scenes(FrontDesk desk, Environment environment, Archive archive, Supplier<ActionRegistry> actions) {
        this.desk = desk;
        this.environment = environment;
        this.archive = archive;
        this.actions = actions;
    }

    /** What the loop alone knows of an execution before a step; its commits are read afterwards. */
    record Glance(long commits, SceneExecution told) {
        ExecutionId id() {
            return told.id();
        }
    }

    /** What the loop alone knows. */
    record Glances(
            long at,
            List<Resource> resources,
            Map<ResourceId, Double> elsewhere,
            List<Glance> each,
            List<KeyHolder> keys,
            SceneSessions sessions) {}

    /**
     * The scene as of the last step.
     *
     * @throws dev.orchestration.state.OrchestrationException if the engine is closed, or cannot record at the moment
     */
    public Scene now() {
        return read(Objects.requireNonNull(desk.ask(this::look)));
    }

    /**
     * How the loop is, asked of it. What is counted is what it carries out: the steps of executions that have not ended.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code TIMEOUT}) if it has not answered within {@code patience},
     *     else as {@link #now()}
     */
    public Vitals vitals(Duration patience) {
        return Objects.requireNonNull(desk.ask(on -> Vitals.of(on, environment), patience));
    }

    /** What was recorded when somebody looked; later, as the loop does not wait for it. */
    Scene read(Glances seen) {
        List<SceneExecution> executions = new ArrayList<>();
        for (Glance glance : seen.each()) {
            List<Commit> history = new ArrayList<>();
            archive.replay(glance.id(), commit -> {
                if (commit.number() <= glance.commits()) { // those of one and the same step for all executions
                    history.add(commit);
                }
            });
            SceneExecution told = glance.told();
            executions.add(new SceneExecution(
                    glance.id(),
                    told.hosting(),
                    history,
                    true,
                    told.suspension(),
                    told.held(),
                    told.lent(),
                    List.of()));
        }
        return new Scene(
                seen.at(),
                environment.slots(),
                seen.resources(),
                seen.elsewhere(),
                executions,
                seen.keys(),
                seen.sessions());
    }

    /** Runs on the loop. */
    Glances look(Loop on) {
        Map<ResourceId, Double> elsewhere = new LinkedHashMap<>();
        List<Resource> resources = environment.resources().resources();
        for (Resource resource : resources) {
            ResourceUsage usage = environment.resources().usage(resource.id());
            elsewhere.put(resource.id(), usage.capacity() - usage.available());
        }
        List<Glance> glances = new ArrayList<>();
        for (Hosted hosted : on.roster().all()) {
            Glance glance = glance(hosted);
            if (glance.commits() > 0) {
                glances.add(glance);
            }
            for (Attempt attempt : hosted.running().all()) {
                Holding holding = attempt.resources();
                if (holding != null) {
                    without(elsewhere, holding.amountsFor(null));
                }
            }
        }
        SceneSessions sessions = on.roster().sessions().reserves().scene();
        sessions.taken().values().forEach(taken -> without(elsewhere, taken));
        for (Resource resource : resources) {
            if (resource.isRate()) {
                ResourceUsage usage = environment.resources().usage(resource.id());
                elsewhere.put(resource.id(), usage.capacity() - usage.available());
            }
        }
        return new Glances(
                on.now(), resources, elsewhere, glances, on.roster().keys().holders(), sessions);
    }

    private static void without(Map<ResourceId, Double> all, Map<ResourceId, Double> some) {
        some.forEach((id, amount) -> all.computeIfPresent(id, (key, sum) -> sum - amount));
    }

    private Glance glance(Hosted hosted) {
        Map<AttemptKey, Map<ResourceId, Double>> held = new LinkedHashMap<>();
        Set<AttemptKey> lent = new LinkedHashSet<>();
        for (Attempt attempt : hosted.running().all()) {
            held.put(attempt.key(), attempt.amounts());
            if (attempt.place < 0) {
                lent.add(attempt.key());
            }
        }
        Hosting live = hosted.hosting();
        boolean stops = live.rules().stopsOnFailure();
        Supplier<Hosting> again =
                hosted.state().grows() ? () -> growing(live) : () -> with(live, live.plan(), live.policy(), stops);
        SceneExecution told =
                new SceneExecution(hosted.id(), again, List.of(), true, hosted.suspension(), held, lent, List.of());
        return new Glance(hosted.commits(), told);
    }

    private Hosting growing(Hosting live) {
        ExecutionPlan plan = ExecutionPlan.growing();
        return with(live, plan, SelectionPolicy.of(live.mode(), plan), false);
    }

    private Hosting with(Hosting live, ExecutionPlan plan, SelectionPolicy policy, boolean stops) {
        return new Hosting(
                plan,
                new AssumedRules(plan, actions, stops),
                live.definition(),
                policy,
                live.maxParallel(),
                live.timeout(),
                live.directory(),
                live.session(),
                live.claim());
    }
}
