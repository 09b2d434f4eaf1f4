package dev.orchestration.benchmarks.scheduling;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Plays a layered graph of tasks on a virtual clock once a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.SECONDS)
public class SimulatedLayers {
    static final int SIZE = 100_000;
    static final int SLOTS = 16;
    static final long SEED = 20_260_101L;
    private static final int LAYERS = 100;
    private static final int DEGREE = 3;
    private static final int CAPACITY = 40;

    /** Who plays it. Public because JMH reads it. */
    public enum Player {
        RESOURCE_AWARE("ours: resource_aware, one resource"),
        PRIORITY("ours: priority"),
        BARE("bare heaps and counters (limit)");

        private final String label;

        Player(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    @Param("RESOURCE_AWARE")
    public Player player = Player.RESOURCE_AWARE;

    private @Nullable Supplier<Schedule> game;
    private @Nullable ScheduleChecker checker;
    private @Nullable Schedule schedule;

    @Setup
    public void prepare() {
        prepare(SIZE);
    }

    /** The first resource is asked for by name, the second is the slots. */
    void prepare(int size) {
        Instance instance = layered(size);
        int named = player == Player.RESOURCE_AWARE ? 1 : 0;
        Instance judged = named == 1 ? instance : withoutNamed(instance);
        checker = new ScheduleChecker(judged, instance.criticalPath());
        if (player == Player.BARE) {
            game = new BareSimulation(instance, SLOTS)::run;
        } else {
            var mode = named == 1 ? OrchestrationMode.RESOURCE_AWARE : OrchestrationMode.PRIORITY;
            var engine = new SimulatedEngine(instance, Duration.ofMillis(1), SLOTS, named);
            game = () -> engine.schedule(mode);
        }
    }

    private static Instance layered(int size) {
        int width = size / LAYERS;
        Random random = new Random(SEED);
        List<Job> jobs = new ArrayList<>();
        for (int task = 0; task < size; task++) {
            int layer = task / width;
            List<Integer> dependencies = layer == 0
                    ? List.of()
                    : random.ints((layer - 1) * width, layer * width)
                            .distinct()
                            .limit(DEGREE)
                            .boxed()
                            .toList();
            List<Integer> demands = List.of(1 + random.nextInt(4), 1);
            jobs.add(new Job("task-" + task, 1 + random.nextInt(100), demands, dependencies));
        }
        return new Instance("layers", jobs, List.of(CAPACITY, SLOTS));
    }

    private static Instance withoutNamed(Instance instance) {
        List<Job> jobs = instance.jobs().stream()
                .map(job -> new Job(job.name(), job.duration(), List.of(0, 1), job.dependencies()))
                .toList();
        return new Instance(instance.name(), jobs, instance.capacities());
    }

    @Benchmark
    public void play() {
        if (game != null) {
            schedule = game.get();
        }
    }

    @TearDown(Level.Invocation)
    public void check() {
        if (schedule == null || checker == null) {
            throw new WrongResultException("nothing was played");
        }
        checker.check(schedule);
        schedule = null;
    }
}
