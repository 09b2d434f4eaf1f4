package dev.orchestration.resources;

import dev.orchestration.state.ResourceId;

/**
 * What was short at one moment, in millionths.
 *
 * @param why the reason and the remedy, for people
 */
record Shortage(ResourceId resource, long requested, long available, String why) {}
