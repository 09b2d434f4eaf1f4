/**
 * Every fact the engine records, as one sealed family of immutable records, {@link dev.orchestration.state.event.Event},
 * and their JSON form. Status, history and reports are folds over these.
 */
@NullMarked
package dev.orchestration.state.event;

import org.jspecify.annotations.NullMarked;
