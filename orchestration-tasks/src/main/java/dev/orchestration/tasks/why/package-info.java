/**
 * What keeps a step from running, and the smallest change that would let it go: {@link dev.orchestration.tasks.why.Inquiry}
 * asks the scheduler itself, on a {@link dev.orchestration.tasks.orchestrator.Scene}, and answers with a {@link
 * dev.orchestration.tasks.why.Why}.
 */
@NullMarked
package dev.orchestration.tasks.why;

import org.jspecify.annotations.NullMarked;
