package dev.orchestration.tasks.decide;

import org.jspecify.annotations.Nullable;

/**
 * What the work of a pass gives whose node repeats until a condition holds, when that does not hold yet.
 *
 * @param output of the pass: frozen JSON, or what {@link AttemptWork.Frame#keep} gave for it
 */
public record Again(@Nullable Object output) {}
