package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * Tasks that want much or little, are first ready first served, and take exactly as long as was said. Whoever comes to stand
 * in front is promised the start that it would have if nobody began any more; others may begin, and the promise holds.
 */
final class ExactPlay {
    private static final ResourceId GPU = new ResourceId("gpu");
    private static final ResourceId MEMORY = new ResourceId("memory");
    private static final Map<ResourceId, Double> CAPACITY = Map.of(GPU, 4.0, MEMORY, 8.0);

    private final ManualClock clock = new ManualClock(Stage.START);
    private final Map<Attempt, Long> ends = new LinkedHashMap<>();
    private final List<Integer> waiting = new ArrayList<>();
    private final Map<Integer, Long> promises = new LinkedHashMap<>();
    private final List<TaskSpec> tasks = new ArrayList<>();
    private final Objections objections = new Objections();
    private final int slots;
    private final Loop loop;
    private int passed;

    /** @param told what the engine is told of each task */
    ExactPlay(long seed, UnaryOperator<TaskSpec> told) {
        Random random = new Random(seed);
        slots = 2 + random.nextInt(4);
        int size = 8 + random.nextInt(24);
        for (int node = 0; node < size; node++) {
            tasks.add(task("n" + node, random));
            waiting.add(node);
        }
        ResourceManager resources = new ResourceManager();
        CAPACITY.forEach((id, amount) -> resources.register(new Resource(id, ResourceType.CUSTOM, amount)));
        World world = new World(clock, IdSource.sequence("x"), new SteppedDrive(), new Hands(), () -> Runnable::run);
        loop = new Loop(world, new Environment(batch -> {}, resources, slots, false, Path.of("logs")));
        ExecutionPlan plan =
                new ExecutionPlan(tasks.stream().map(told).toList(), Collections.nCopies(size, new int[0]));
        submit(plan);
    }

    private static TaskSpec task(String name, Random random) {
        boolean big = random.nextInt(3) == 0;
        int gpus = big ? 2 + random.nextInt(3) : random.nextInt(2);
        int memory = random.nextInt(big ? 7 : 4);
        List<ResourceRequest> needs = new ArrayList<>();
        if (gpus > 0) {
            needs.add(new ResourceRequest(GPU, gpus));
        }
        if (memory > 0) {
            needs.add(new ResourceRequest(MEMORY, memory));
        }
        return Specs.lasting(Specs.needing(Specs.plain(name), needs), Duration.ofSeconds(1 + random.nextInt(30)));
    }

    private void submit(ExecutionPlan plan) {
        Hosting hosting = new Hosting(
                plan,
                Graph.of(tasks.stream().map(TaskSpec::name).toArray(String[]::new)),
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                SelectionPolicy.of(OrchestrationMode.PARALLEL, plan),
                Integer.MAX_VALUE,
                null,
                new WorkingDirectory(Path.of("."), List.of()),
                new SessionLimits(new SessionId("s"), Integer.MAX_VALUE, 1));
        Hosted hosted = new Hosted(new ExecutionId("x1"), hosting);
        loop.reception().post(Message.of(on -> {
            on.roster().hostNew(hosted);
            hosted.emit(new Event.ExecutionCreated(
                    on.now(), "play", "sha256:x", Map.of(), "s", "parallel", 7, ".", List.of()));
            on.roster().enroll(hosted, on.now());
        }));
    }

    /** Plays it to the end; says how many passed somebody who stood in front. */
    int play() {
        step();
        while (!ends.isEmpty()) {
            long next = Collections.min(ends.values());
            clock.advance(Duration.ofNanos((next - clock.micros()) * 1_000));
            List.copyOf(ends.keySet()).stream()
                    .filter(attempt -> ends.get(attempt) <= next)
                    .forEach(this::finish);
            step();
        }
        if (!waiting.isEmpty()) {
            throw new AssertionError("never started: " + waiting);
        }
        return passed;
    }

    private void finish(Attempt attempt) {
        ends.remove(attempt);
        long now = clock.micros();
        attempt.returned(new Signal.AttemptResult(Outcome.COMPLETED, now, now, null, List.of(), null, null));
    }

    private void step() {
        loop.step(Drive.NO_READING);
        objections.requireNone();
        if (!waiting.isEmpty()) {
            promises.computeIfAbsent(waiting.get(0), this::earliestStart);
        }
    }

    /** When a slot and all that the task needs are there, if what runs ends and nobody begins. */
    private long earliestStart(int node) {
        Map<ResourceId, Double> free = new LinkedHashMap<>(CAPACITY);
        ends.keySet().forEach(each -> need(each.node()).forEach((id, amount) -> free.merge(id, -amount, Double::sum)));
        int slot = slots - ends.size();
        long at = clock.micros();
        List<Attempt> byEnd = new ArrayList<>(ends.keySet());
        byEnd.sort(Comparator.comparing(ends::get));
        for (Attempt next : byEnd) {
            if (slot > 0 && fits(node, free)) {
                return at;
            }
            at = ends.get(next);
            slot++;
            need(next.node()).forEach((id, amount) -> free.merge(id, amount, Double::sum));
        }
        return at;
    }

    private boolean fits(int node, Map<ResourceId, Double> free) {
        return need(node).entrySet().stream().allMatch(need -> free.get(need.getKey()) >= need.getValue());
    }

    private Map<ResourceId, Double> need(int node) {
        Map<ResourceId, Double> need = new LinkedHashMap<>();
        tasks.get(node).resources().forEach(request -> need.put(request.resource(), request.amount()));
        return need;
    }

    private final class Hands implements Workers {
        @Override
        public Carried start(Attempt attempt) {
            long now = clock.micros();
            passed += waiting.get(0) == attempt.node() ? 0 : 1;
            waiting.remove(Integer.valueOf(attempt.node()));
            Long promise = promises.get(attempt.node());
            objections.note(() -> {
                if (promise != null && now > promise) {
                    throw new AssertionError("task " + attempt.node() + " starts " + (now - promise) + " us too late");
                }
            });
            ends.put(attempt, now + tasks.get(attempt.node()).estimate().toNanos() / 1_000);
            return new Carried() {
                @Override
                public void end(EndReason reason) {}

                @Override
                public void abandon() {}
            };
        }

        @Override
        public void flush() {
            // Every attempt has begun.
        }

        @Override
        public void close() {
            ends.clear();
        }
    }
}
