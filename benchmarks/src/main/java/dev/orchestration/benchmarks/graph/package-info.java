/**
 * Goal 2: a graph of a million names, built, checked, sorted and levelled. Entry type: {@link
 * dev.orchestration.benchmarks.graph.GraphBenchmark}.
 */
@NullMarked
package dev.orchestration.benchmarks.graph;

import org.jspecify.annotations.NullMarked;
