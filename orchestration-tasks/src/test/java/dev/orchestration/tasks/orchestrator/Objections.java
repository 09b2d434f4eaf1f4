package dev.orchestration.tasks.orchestrator;

/**
 * The first objection of those who look on. It is kept until the step is over: the loop would take what is thrown in the
 * midst of it for a fault of its own.
 */
final class Objections {
    private AssertionError first;

    void note(Runnable look) {
        if (first != null) {
            return;
        }
        try {
            look.run();
        } catch (AssertionError e) {
            first = e;
        }
    }

    void requireNone() {
        if (first != null) {
            throw first;
        }
    }
}
