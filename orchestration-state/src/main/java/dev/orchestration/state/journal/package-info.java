/**
 * Where facts are kept: {@link dev.orchestration.state.journal.Journal} takes them, {@link
 * dev.orchestration.state.journal.Archive} gives them back, and {@link dev.orchestration.state.journal.Store} is both. The
 * in-memory store lives here; durable ones have modules of their own.
 */
@NullMarked
package dev.orchestration.state.journal;

import org.jspecify.annotations.NullMarked;
