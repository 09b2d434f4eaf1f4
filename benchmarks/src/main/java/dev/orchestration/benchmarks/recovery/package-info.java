/**
 * Goal 7: what a process finds that opens a store after another has died, or after a long life. Entry type: {@link
 * dev.orchestration.benchmarks.recovery.RecoveryBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.recovery;

import org.jspecify.annotations.NullMarked;
