/**
 * Templates ({@code {{fetch.output.items}}}) and conditions. A plain path is resolved here; anything else is CEL, which is
 * loaded only when the first such text appears.
 */
@NullMarked
package dev.orchestration.workflow.expression;

import org.jspecify.annotations.NullMarked;
