package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Table;
import java.util.List;

/** Goal 1. */
public final class MemoryBenchmark implements Benchmark {
    @Override
    public String name() {
        return "memory";
    }

    @Override
    public String about() {
        return "goal 1: graphs of tasks in memory, nanoseconds a task, latency of a chain, makespan";
    }

    @Override
    public List<Table> run() throws Exception {
        Table latency = new ChainLatency().table();
        Table makespans = new Makespans().table();
        return List.of(new LayeredGraphs().table(), latency, makespans);
    }
}
