package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Repetition;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.ItemList;
import dev.orchestration.tasks.decide.Phases;
import dev.orchestration.tasks.decide.Rules;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A graph of tasks for tests: {@code Graph.of("a", "b: a", "c: a b")}, then refined step by step. */
final class Graph implements Rules {
    private final Map<String, TaskSpec> specs = new LinkedHashMap<>();
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, Boolean> conditions = new LinkedHashMap<>();
    private final Map<String, Duration> waits = new LinkedHashMap<>();
    private final Map<String, WaitSpec> asks = new LinkedHashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> unreadable = new HashSet<>();
    private final Map<String, AttemptWork> works = new LinkedHashMap<>();
    private final Map<String, ActionKind> kinds = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private OrchestrationMode mode = OrchestrationMode.PARALLEL;
    private int maxParallel = Integer.MAX_VALUE;
    private Duration timeout;
    private boolean stop;
    private int finals;
    private final List<String> undoing = new ArrayList<>();
    private Random lists;

    static Graph of(String... lines) {
        Graph graph = new Graph();
        for (String line : lines) {
            String[] parts = line.split(":", -1);
            String name = parts[0].strip();
            graph.specs.put(name, Specs.plain(name));
            graph.dependencies.put(
                    name,
                    parts.length < 2 ? List.of() : List.of(parts[1].strip().split(" +")));
        }
        return graph;
    }

    static Graph diamond() {
        return of("a", "b: a", "c: a", "d: b c");
    }

    private Graph change(String name, UnaryOperator<TaskSpec> change) {
        specs.computeIfPresent(name, (key, spec) -> change.apply(spec));
        return this;
    }

    Graph retries(String name, int times) {
        return change(
                name, s -> Specs.spec(s, RetryPolicy.of(times), s.timeout(), s.runOn(), s.required(), s.onInterrupt()));
    }

    Graph timeout(String name, Duration limit) {
        return change(name, s -> Specs.spec(s, s.retry(), limit, s.runOn(), s.required(), s.onInterrupt()));
    }

    Graph runOn(String name, RunOn when) {
        return change(name, s -> Specs.spec(s, s.retry(), s.timeout(), when, s.required(), s.onInterrupt()));
    }

    Graph optional(String name) {
        return change(name, s -> Specs.spec(s, s.retry(), s.timeout(), s.runOn(), false, s.onInterrupt()));
    }

    Graph onInterrupt(String name, OnInterrupt policy) {
        return change(name, s -> Specs.spec(s, s.retry(), s.timeout(), s.runOn(), s.required(), policy));
    }

    /** Say it last: other refinements forget it. */
    Graph beats(String name, Duration atLeastEvery) {
        return change(name, s -> Specs.beating(s, atLeastEvery));
    }

    /** Said twice, it needs both. */
    Graph needs(String name, String resource, double amount) {
        return change(name, s -> {
            List<ResourceRequest> all = new ArrayList<>(s.resources());
            all.add(new ResourceRequest(new ResourceId(resource), amount));
            return Specs.with(s, s.priority(), all, s.conditional());
        });
    }

    /** It is expected to take so long. Say this and the next last: other refinements forget them. */
    Graph takes(String name, Duration estimate) {
        return change(name, s -> Specs.estimated(s, estimate, s.resourcesByType()));
    }

    /** It needs so much of any resource of a type. */
    Graph needsAny(String name, ResourceType type, double amount) {
        return change(name, s -> {
            List<ResourceTypeRequest> all = new ArrayList<>(s.resourcesByType());
            all.add(new ResourceTypeRequest(type, amount));
            return Specs.estimated(s, s.estimate(), all);
        });
    }

    Graph priority(String name, TaskPriority priority) {
        return change(name, s -> Specs.with(s, priority, s.resources(), s.conditional()));
    }

    Graph runIf(String name, boolean verdict) {
        conditions.put(name, verdict);
        return change(name, s -> Specs.with(s, s.priority(), s.resources(), true));
    }

    Graph sleeps(String name, Duration time) {
        waits.put(name, time);
        return this;
    }

    /** It waits for something else than a while. */
    Graph waits(String name, WaitSpec wait) {
        asks.put(name, wait);
        return kind(name, ActionKind.WAIT);
    }

    /** What is asked before it begins, its condition or the length of its wait, cannot be worked out. */
    Graph cannotTell(String name) {
        broken.add(name);
        return this;
    }

    /** What it needs of others cannot be read, which may pass. */
    Graph unreadable(String name) {
        unreadable.add(name);
        return this;
    }

    private void requireWorkable(int node) {
        if (unreadable.contains(name(node))) {
            throw new OrchestrationException(ErrorCode.OUTPUT_LOST, "an output is lost");
        }
        if (broken.contains(name(node))) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "no such step");
        }
    }

    /** It is a map over so many elements. Say this and what follows last: other refinements forget them. */
    Graph map(String name, int count, int maxParallel, boolean failFast) {
        counts.put(name, count);
        return change(
                name,
                s -> Specs.repeating(
                        s, new Repetition(new Repetition.Each(maxParallel, failFast), until(s.repetition()))));
    }

    Graph map(String name, int count) {
        return map(name, count, Integer.MAX_VALUE, false);
    }

    private static Repetition.Until until(Repetition before) {
        return before == null ? null : before.until();
    }

    /** It repeats until whoever reports its end says that it is over. */
    Graph until(String name, Duration interval, int most) {
        return change(
                name,
                s -> Specs.repeating(
                        s,
                        new Repetition(
                                s.repetition() == null ? null : s.repetition().each(),
                                new Repetition.Until(interval, most))));
    }

    Graph kind(String name, ActionKind kind) {
        kinds.put(name, kind);
        return this;
    }

    Graph does(String name, AttemptWork work) {
        works.put(name, work);
        return this;
    }

    Graph mode(OrchestrationMode other) {
        mode = other;
        return this;
    }

    Graph maxParallel(int most) {
        maxParallel = most;
        return this;
    }

    Graph within(Duration limit) {
        timeout = limit;
        return this;
    }

    Graph stopOnFailure() {
        stop = true;
        return this;
    }

    /** The last so many run when all others have ended. */
    Graph finals(int count) {
        finals = count;
        return this;
    }

    /** Whoever reads a list gets another one. */
    Graph changingLists(Random random) {
        lists = random;
        return this;
    }

    /** It is undone by {@code a~} where it is called {@code a}. Say this last of the nodes, and how each is then. */
    Graph compensate(String... names) {
        for (String name : names) {
            TaskSpec spec = Specs.plain(name + "~");
            specs.put(spec.name(), Specs.spec(spec, spec.retry(), null, spec.runOn(), false, spec.onInterrupt()));
            dependencies.put(spec.name(), List.of());
            undoing.add(name);
            if (counts.containsKey(name)) {
                map(spec.name(), counts.get(name));
            }
        }
        return this;
    }

    ExecutionPlan plan() {
        List<String> names = new ArrayList<>(specs.keySet());
        List<int[]> lists = new ArrayList<>();
        dependencies
                .values()
                .forEach(
                        list -> lists.add(list.stream().mapToInt(names::indexOf).toArray()));
        int steps = specs.size() - undoing.size();
        int[] undone = undoing.stream().mapToInt(names::indexOf).toArray();
        return new ExecutionPlan(
                new ArrayList<>(specs.values()), lists, Map.of(), Phases.of(steps - finals, steps, undone));
    }

    SelectionPolicy policy(ExecutionPlan plan, int slots, ResourceManager resources) {
        return SelectionPolicy.of(
                mode, plan, slots, id -> resources.find(id).orElseThrow().capacity());
    }

    Rules rules() {
        return this;
    }

    OrchestrationMode mode() {
        return mode;
    }

    int maxParallel() {
        return maxParallel;
    }

    Duration timeout() {
        return timeout;
    }

    private String name(int node) {
        return new ArrayList<>(specs.keySet()).get(node);
    }

    @Override
    public boolean mayRun(int node, ExecutionState state) {
        requireWorkable(node);
        requireWorkable(node);
        return conditions.getOrDefault(name(node), true);
    }

    @Override
    public ItemList items(int node, ExecutionState state) {
        if (lists == null) {
            return new ItemList(counts.get(name(node)), null);
        }
        List<Integer> list = Collections.nCopies(1 + lists.nextInt(4), 7);
        return new ItemList(list.size(), list);
    }

    @Override
    public ActionKind kind(int node) {
        return waits.containsKey(name(node)) ? ActionKind.WAIT : kinds.getOrDefault(name(node), ActionKind.WORK);
    }

    @Override
    public Duration waitingTime(int node, ExecutionState state) {
        requireWorkable(state.node(node));
        return waits.get(name(state.node(node)));
    }

    @Override
    public WaitSpec waiting(int node, ExecutionState state) {
        WaitSpec asked = asks.get(name(state.node(node)));
        return asked == null ? Rules.super.waiting(node, state) : asked;
    }

    @Override
    public Supplier<Map<String, Object>> child(int row, ExecutionState state) {
        requireWorkable(state.node(row));
        return Map::of;
    }

    @Override
    public boolean stopsOnFailure() {
        return stop;
    }

    @Override
    public AttemptWork prepare(int node, ExecutionState state) {
        return works.getOrDefault(name(state.node(node)), frame -> null);
    }
}
