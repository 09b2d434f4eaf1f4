package dev.orchestration.benchmarks.graph;

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

/** Builds, checks, sorts and levels a graph once a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class MillionNames {
    static final int SIZE = 1_000_000;

    @Param("OURS")
    public Maker maker = Maker.OURS;

    private Declarations declarations = Declarations.layered(1_000);
    private @Nullable Made made;

    @Setup
    public void declare() {
        declarations = Declarations.layered(SIZE);
    }

    @Benchmark
    public void make() {
        made = maker.make(declarations);
    }

    @TearDown(Level.Invocation)
    public void check() {
        if (made == null) {
            throw new IllegalStateException("nothing was made");
        }
        made.check(declarations);
        made = null;
    }
}
