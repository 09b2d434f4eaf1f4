/**
 * Goal 5: short processes, two at once. Entry type: {@link
 * dev.orchestration.benchmarks.processes.ProcessBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.processes;

import org.jspecify.annotations.NullMarked;
