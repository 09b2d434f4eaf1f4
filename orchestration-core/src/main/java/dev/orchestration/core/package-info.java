/**
 * The roof a host imports: {@link dev.orchestration.core.OrchestrationEngine} with its sessions, and {@link
 * dev.orchestration.core.OrchestrationModule} for hosts that have Guice.
 */
@NullMarked
package dev.orchestration.core;

import org.jspecify.annotations.NullMarked;
