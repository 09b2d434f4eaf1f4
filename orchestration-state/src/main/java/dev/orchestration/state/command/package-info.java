/**
 * What other processes, or other parts of this one, ask of the owner of a store: a {@link
 * dev.orchestration.state.command.Command} is left in a {@link dev.orchestration.state.command.CommandBox}, and its answer is
 * recorded in the commit that carries it out.
 */
@NullMarked
package dev.orchestration.state.command;

import org.jspecify.annotations.NullMarked;
