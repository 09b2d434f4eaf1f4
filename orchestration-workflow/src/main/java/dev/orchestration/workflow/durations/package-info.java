/**
 * How long the steps of workflows took. {@link dev.orchestration.workflow.durations.ObservedDurations} remembers it from
 * what is recorded, so that plans need no estimates by hand.
 */
@NullMarked
package dev.orchestration.workflow.durations;

import org.jspecify.annotations.NullMarked;
