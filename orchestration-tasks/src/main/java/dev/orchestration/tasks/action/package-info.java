/**
 * What a step can do: the {@link dev.orchestration.tasks.action.Action} interface, its descriptor, and the registry in
 * which the host, plug-ins and the built-in actions meet.
 */
@NullMarked
package dev.orchestration.tasks.action;

import org.jspecify.annotations.NullMarked;
