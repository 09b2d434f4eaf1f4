/**
 * Who may use how much of what: {@link dev.orchestration.resources.ResourceManager} gives out amounts of registered
 * resources, all or nothing, and never more than there is.
 */
@NullMarked
package dev.orchestration.resources;

import org.jspecify.annotations.NullMarked;
