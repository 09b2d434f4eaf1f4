package dev.orchestration.tasks.decide;

import dev.orchestration.state.event.Activation;

/** The chance that the engine draws for an attempt, for those who work its backoff out by themselves. */
public final class Chances {
    private Chances() {}

    public static double draw(long seed, Activation activation, int attempt) {
        return Jitter.draw(seed, activation, attempt);
    }
}
