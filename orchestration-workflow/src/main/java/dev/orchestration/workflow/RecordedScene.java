package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.orchestrator.AssumedRules;
import dev.orchestration.tasks.orchestrator.Claim;
import dev.orchestration.tasks.orchestrator.Hosting;
import dev.orchestration.tasks.orchestrator.KeyHolder;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Scene;
import dev.orchestration.tasks.orchestrator.SceneExecution;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import dev.orchestration.tasks.why.Inquiry;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.definition.OnFailure;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.durations.ObservedDurations;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The scene of an engine in another process, from what it recorded: all executions that it carries out, and the one that is
 * asked about. Not recorded are its workers, the limits of sessions that end with it, and resources that it knows beside those
 * of the definitions; of the latter there is taken to be enough, unless a step waits long for what sessions keep. Used once,
 * by one thread.
 */
final class RecordedScene {
    /** There is so much of a resource that no definition declares. */
    private static final double ENOUGH = 1_000_000;

    /** A step that is ready for longer than this is held by something; unit: microseconds. */
    private static final long LONG = 1_000_000;

    private final Archive archive;
    private final Executions executions;
    private final ActionRegistry actions = ActionRegistry.standard();
    private final ObservedDurations durations;
    private final Map<ResourceId, Resource> resources = new LinkedHashMap<>();
    private final Set<ResourceId> unknown = new LinkedHashSet<>();
    private final Reckoning reckoning;
    private final RecordedSessions sessions;
    private final List<SceneExecution> found = new ArrayList<>();
    private final List<KeyHolder> keys = new ArrayList<>();
    private int running;

    RecordedScene(Archive archive, Executions executions, Reckoning reckoning) {
        this.archive = archive;
        this.executions = executions;
        this.durations = new ObservedDurations(archive);
        this.reckoning = reckoning;
        this.sessions = new RecordedSessions(reckoning.sessions());
        reckoning.resources().forEach(each -> resources.put(each.id(), each));
    }

    RecordedWhy why(ExecutionRow row, String step, long now) {
        int workers = reckoning.workers();
        keys.addAll(PausedKeys.all(archive, executions));
        for (ExecutionRow each : archive.openExecutions()) {
            boolean hosted = each.status() != WorkflowStatus.PAUSED && !executions.interrupted(each);
            if (hosted || each.id().equals(row.id())) {
                add(each, hosted);
            }
        }
        if (found.stream().noneMatch(each -> each.id().equals(row.id()))) {
            add(row, false);
        }
        sessions.unknown(resources, ENOUGH).forEach((id, resource) -> {
            resources.put(id, resource);
            unknown.add(id);
        });
        int slots = workers > 0 ? workers : Math.max(reckoning.usual(), running);
        Why why = ask(row.id(), step, now, slots);
        if (isUnexplained(why)) {
            Map<ResourceId, Double> inUse = sessions.inUse(unknown, found);
            inUse.forEach((id, sum) -> resources.put(id, new Resource(id, ResourceType.CUSTOM, sum)));
            why = ask(row.id(), step, now, slots);
            if (!why.obstacles().isEmpty()) {
                return new RecordedWhy(why, slots, workers == 0, List.copyOf(inUse.keySet()));
            }
        }
        if (workers == 0 && isUnexplained(why) && running > 0) {
            slots = running;
            why = ask(row.id(), step, now, slots);
        }
        return new RecordedWhy(why, slots, workers == 0, List.of());
    }

    private static boolean isUnexplained(Why why) {
        return why.status() == TaskStatus.READY && why.obstacles().isEmpty() && why.asOf() - why.since() >= LONG;
    }

    private Why ask(ExecutionId id, String step, long now, int slots) {
        List<SceneExecution> all = found.stream()
                .map(each -> SceneExecution.recorded(
                        each.id(), limited(each.hosting(), slots), each.history(), each.hosted()))
                .toList();
        List<Resource> known = List.copyOf(resources.values());
        return Inquiry.ask(new Scene(now, slots, known, Map.of(), all, keys, sessions.scene()), id, step);
    }

    private void add(ExecutionRow row, boolean hosted) {
        List<Commit> history = new ArrayList<>();
        archive.replay(row.id(), history::add);
        Supplier<Hosting> hosting = QueueHosting.isQueue(row) ? this::queue : workflow(row, history);
        SceneExecution execution = SceneExecution.recorded(row.id(), hosting, history, hosted);
        found.add(execution);
        ExecutionState state = execution.state();
        for (int node = 0; node < state.plan().size(); node++) {
            state.plan().spec(node).resources().forEach(request -> {
                ResourceId id = request.resource();
                if (resources.putIfAbsent(id, new Resource(id, ResourceType.CUSTOM, ENOUGH)) == null) {
                    unknown.add(id);
                }
            });
        }
        if (hosted) {
            running += state.active();
            Claim claim = execution.hosting().get().claim();
            boolean has = claim == null || Claims.hasKey(state.lifecycle().status(), history);
            if (claim != null && has) {
                keys.add(new KeyHolder(row.id(), claim));
            }
            if (state.lifecycle().created().parent() == null) { // a child takes no room of its session
                sessions.joined(new SessionId(row.session()), state.lifecycle().status(), !has);
            }
        }
    }

    private Hosting queue() {
        ExecutionPlan plan = ExecutionPlan.growing();
        return hosting(
                plan,
                SelectionPolicy.of(OrchestrationMode.PRIORITY, plan),
                false,
                Integer.MAX_VALUE,
                QueueHosting.SESSION,
                null);
    }

    private Supplier<Hosting> workflow(ExecutionRow row, List<Commit> history) {
        WorkflowDefinition definition = executions.definition(row);
        definition
                .resources()
                .forEach(own -> resources.putIfAbsent(own.resource().id(), own.resource()));
        ExecutionPlan plan = new CompiledWorkflow(definition, durations.of(definition.name())).plan();
        int own = definition.maxParallel() == 0 ? Integer.MAX_VALUE : definition.maxParallel();
        boolean stops = definition.onFailure() == OnFailure.STOP;
        OrchestrationMode mode = mode(row, plan, history);
        Claim claim = Claims.recorded(definition, history);
        SelectionPolicy policy = SelectionPolicy.of(mode, plan);
        Hosting unlimited = hosting(plan, policy, stops, own, new SessionId(row.session()), claim);
        return () -> unlimited;
    }

    private static OrchestrationMode mode(ExecutionRow row, ExecutionPlan plan, List<Commit> history) {
        ExecutionState state =
                new ExecutionState(row.id(), plan, SelectionPolicy.of(OrchestrationMode.SEQUENTIAL, plan));
        history.stream().limit(1).forEach(commit -> commit.events().forEach(state::apply));
        return Executions.mode(state);
    }

    private Hosting hosting(
            ExecutionPlan plan,
            SelectionPolicy policy,
            boolean stops,
            int maxParallel,
            SessionId session,
            @Nullable Claim claim) {
        return new Hosting(
                plan,
                new AssumedRules(plan, () -> actions, stops),
                new StoredDefinition("", "", "{}", List.of()),
                policy,
                maxParallel,
                null, // whoever carries it out sees to its timeout
                new WorkingDirectory(Path.of(""), List.of()),
                new SessionLimits(session, Integer.MAX_VALUE, Integer.MAX_VALUE),
                claim);
    }

    /** Now that all resources are known, and how many executions of a session were let in: no more have room. */
    private Supplier<Hosting> limited(Supplier<Hosting> hosting, int slots) {
        return () -> {
            Hosting made = hosting.get();
            int most = Math.min(made.maxParallel(), slots);
            ToDoubleFunction<ResourceId> capacity = id -> {
                Resource resource = resources.get(id);
                return resource == null || resource.isRate() ? Double.POSITIVE_INFINITY : resource.capacity();
            };
            return new Hosting(
                    made.plan(),
                    made.rules(),
                    made.definition(),
                    SelectionPolicy.of(made.mode(), made.plan(), most, capacity),
                    made.maxParallel(),
                    null,
                    made.directory(),
                    sessions.limits(made.session().session()),
                    made.claim());
        };
    }
}
