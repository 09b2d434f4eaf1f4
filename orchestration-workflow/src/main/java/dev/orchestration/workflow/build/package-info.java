/**
 * Definitions that are put together in code, each the same as one that is read from a file. {@link
 * dev.orchestration.workflow.build.Workflow#define} is where to begin.
 */
@NullMarked
package dev.orchestration.workflow.build;

import org.jspecify.annotations.NullMarked;
