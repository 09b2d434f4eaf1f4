package dev.orchestration.tasks.model;

import dev.orchestration.tasks.orchestrator.EndReason;

/**
 * That a running attempt was asked to end.
 *
 * @param at since when; microseconds since 1970
 */
record Ask(EndReason why, long at) {}
