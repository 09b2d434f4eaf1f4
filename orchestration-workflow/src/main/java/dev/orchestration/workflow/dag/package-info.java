/**
 * {@link dev.orchestration.workflow.dag.WorkflowDAG}: names outside, int arrays inside, nothing recursive. JGraphT is used
 * here and nowhere else.
 */
@NullMarked
package dev.orchestration.workflow.dag;

import org.jspecify.annotations.NullMarked;
