/**
 * What a store knows beside executions and projects: {@link dev.orchestration.state.record.Records} keeps one {@link
 * dev.orchestration.state.record.RecordRow} for each session, schedule, and workflow that was created in code.
 */
@NullMarked
package dev.orchestration.state.record;

import org.jspecify.annotations.NullMarked;
