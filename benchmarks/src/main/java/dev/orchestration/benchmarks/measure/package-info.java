/**
 * What every benchmark measures with and reports in: repeated figures, comparisons, goals, tables. Entry type: {@link
 * dev.orchestration.benchmarks.measure.Table}.
 */
@NullMarked
package dev.orchestration.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
