package dev.orchestration.state.journal;

import dev.orchestration.state.LargeOutput;

/** Takes outputs that are too large for an event. Thread-safe: whoever has made the output calls it. */
@FunctionalInterface
public interface Outputs {
    /**
     * Keeps a JSON text, as durably as the journal keeps events, before it returns. It belongs to nobody until an event
     * that carries it is recorded; what never is, whoever tidies the store up may remove.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code STORE_UNAVAILABLE}) if it could not be kept
     */
    LargeOutput keep(String json);
}
