/**
 * Workflows: from a definition to a plan and its decider. {@link dev.orchestration.workflow.WorkflowManager} is where a
 * host begins.
 */
@NullMarked
package dev.orchestration.workflow;

import org.jspecify.annotations.NullMarked;
