/**
 * What was carried out, as spans of traces for whoever collects those. Off unless a {@link
 * dev.orchestration.core.trace.SpanSink} is given to the engine.
 */
@NullMarked
package dev.orchestration.core.trace;

import org.jspecify.annotations.NullMarked;
