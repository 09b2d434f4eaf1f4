/**
 * Goal 1: graphs of tasks in memory. Every contestant runs the same tasks of the same graph, and each run is checked by the
 * tasks themselves. Entry type: {@link dev.orchestration.benchmarks.memory.MemoryBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.memory;

import org.jspecify.annotations.NullMarked;
