/**
 * How an engine is: {@link dev.orchestration.core.status.HealthStatus} for whoever watches over it, {@link
 * dev.orchestration.core.status.SystemStatus} for whoever looks at what it does, both as records and as JSON.
 */
@NullMarked
package dev.orchestration.core.status;

import org.jspecify.annotations.NullMarked;
