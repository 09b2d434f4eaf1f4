/**
 * The built-in actions that need no network: {@code core.*}, {@code shell.run}, {@code process.run}, {@code file.*}. All
 * are registered by {@link dev.orchestration.tasks.action.builtin.BuiltInActions}.
 */
@NullMarked
package dev.orchestration.tasks.action.builtin;

import org.jspecify.annotations.NullMarked;
