/**
 * The one immutable model behind every format, {@link dev.orchestration.workflow.definition.WorkflowDefinition}, and the
 * reader of the native form, which tells every fault with its place.
 */
@NullMarked
package dev.orchestration.workflow.definition;

import org.jspecify.annotations.NullMarked;
