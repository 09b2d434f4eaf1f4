/**
 * Goal 10: how good the schedules are, on instances that nobody of this project wrote. Every schedule is checked. Entry
 * type: {@link dev.orchestration.benchmarks.scheduling.SchedulingBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.scheduling;

import org.jspecify.annotations.NullMarked;
