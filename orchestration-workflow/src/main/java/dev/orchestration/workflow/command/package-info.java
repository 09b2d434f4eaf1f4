/**
 * Commands of other processes: {@link dev.orchestration.workflow.command.CommandClerk} carries them out in the owner of the
 * store, {@link dev.orchestration.workflow.command.Commands} writes them.
 */
@NullMarked
package dev.orchestration.workflow.command;

import org.jspecify.annotations.NullMarked;
