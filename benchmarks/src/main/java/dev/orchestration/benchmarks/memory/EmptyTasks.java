package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import java.util.concurrent.TimeUnit;
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

/** Runs a layered graph of empty tasks once a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EmptyTasks {
    @Param("ENGINE")
    public Who who = Who.ENGINE;

    @Param("10000")
    public int size;

    private @Nullable Tasks tasks;
    private @Nullable Contestant contestant;

    @Setup
    public void open() throws Exception {
        Tasks made = Tasks.empty(TaskGraph.layered(size));
        tasks = made;
        contestant = who.with(made);
    }

    @Setup(Level.Invocation)
    public void prepare() throws Exception {
        contestant().prepare();
    }

    @Benchmark
    public void run() throws Exception {
        contestant().run();
    }

    @TearDown(Level.Invocation)
    public void check() throws Exception {
        contestant().settle();
        if (tasks != null) {
            tasks.finish();
        }
    }

    @TearDown
    public void close() throws Exception {
        contestant().close();
    }

    private Contestant contestant() {
        if (contestant == null) {
            throw new IllegalStateException("not set up");
        }
        return contestant;
    }
}
