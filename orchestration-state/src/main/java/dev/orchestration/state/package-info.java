/**
 * What is known: ids, errors, JSON values and the {@link dev.orchestration.state.Context}. Nothing here starts a thread,
 * opens a file or looks at a clock by itself.
 */
@NullMarked
package dev.orchestration.state;

import org.jspecify.annotations.NullMarked;
