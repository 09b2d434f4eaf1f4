/**
 * How well the runs of a workflow went: {@link dev.orchestration.workflow.performance.PerformanceSummary}, told from what is
 * recorded of them.
 */
@NullMarked
package dev.orchestration.workflow.performance;

import org.jspecify.annotations.NullMarked;
