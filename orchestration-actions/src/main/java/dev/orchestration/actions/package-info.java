/**
 * Actions that talk to the outside, {@code http.request} and {@code llm.chat}. A host that has this jar has them, by
 * {@link dev.orchestration.actions.NetworkActions}; nothing else knows the jar.
 */
@NullMarked
package dev.orchestration.actions;

import org.jspecify.annotations.NullMarked;
