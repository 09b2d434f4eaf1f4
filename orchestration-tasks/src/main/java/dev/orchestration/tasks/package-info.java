/**
 * The values of the task kernel: what a task is ({@link dev.orchestration.tasks.TaskSpec}), where it stands ({@link
 * dev.orchestration.tasks.TaskStatus}) and what came of it ({@link dev.orchestration.tasks.TaskResult}).
 */
@NullMarked
package dev.orchestration.tasks;

import org.jspecify.annotations.NullMarked;
