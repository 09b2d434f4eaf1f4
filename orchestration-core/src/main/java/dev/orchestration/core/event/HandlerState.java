package dev.orchestration.core.event;

import java.time.Duration;

/**
 * How a handler stands at one moment.
 *
 * @param type what it is registered for
 * @param waiting how many events wait for it
 * @param busy for how long it has been at one event; zero if it is at none
 * @param faults how often it has thrown
 * @param dropped how many events it missed
 */
public record HandlerState(String type, int waiting, Duration busy, long faults, long dropped) {}
