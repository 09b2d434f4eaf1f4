/**
 * Measures the engine beside limits and peers, in one run on one machine. Entry point: {@link
 * dev.orchestration.benchmarks.Benchmarks}.
 */
@NullMarked
package dev.orchestration.benchmarks;

import org.jspecify.annotations.NullMarked;
