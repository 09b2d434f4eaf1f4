/**
 * What happens in an engine, as typed events that a host is told of: {@link dev.orchestration.core.event.OrchestrationEvent}
 * and the {@link dev.orchestration.core.event.EventBus} that hands them over.
 */
@NullMarked
package dev.orchestration.core.event;

import org.jspecify.annotations.NullMarked;
