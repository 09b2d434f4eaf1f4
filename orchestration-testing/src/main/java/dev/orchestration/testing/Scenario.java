package dev.orchestration.testing;

/**
 * What a test does with an engine, from its beginning to its end. It may be played several times on one store, of which the
 * last time counts: what was done already is not done again.
 */
@FunctionalInterface
public interface Scenario {
    /** @throws Exception if the test has failed */
    void play(TestEngine test) throws Exception;
}
