/**
 * Goals 3 and 4: tasks of which each transition is committed before the next. Entry type: {@link
 * dev.orchestration.benchmarks.durable.DurableBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.durable;

import org.jspecify.annotations.NullMarked;
