package dev.orchestration.benchmarks.graph;

import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Builds a graph that has a cycle and has it named, once a call. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CycleSearch {
    private Declarations declarations = Declarations.cyclic(1_000);
    private List<DagFault> faults = List.of();

    @Setup
    public void declare() {
        declare(MillionNames.SIZE);
    }

    void declare(int size) {
        declarations = Declarations.cyclic(size);
    }

    @Benchmark
    public void search() {
        faults = WorkflowDAG.of(declarations.names(), declarations.dependencies())
                .validate();
    }

    /** The cycle goes once through every layer, so a shortest one has as many tasks as there are layers. */
    @TearDown(Level.Invocation)
    public void check() {
        if (faults.size() != 1 || faults.get(0).kind() != DagFault.Kind.CYCLE) {
            throw new WrongResultException("not one cycle, but " + faults);
        }
        List<String> path = faults.get(0).names();
        if (path.size() != declarations.layers() + 1 || !path.get(0).equals(path.get(path.size() - 1))) {
            throw new WrongResultException("not a shortest cycle: " + path);
        }
        for (int i = 0; i + 1 < path.size(); i++) {
            int task = Declarations.number(path.get(i));
            if (!declarations.dependencies().get(task).contains(path.get(i + 1))) {
                throw new WrongResultException(path.get(i) + " does not depend on " + path.get(i + 1));
            }
        }
    }
}
