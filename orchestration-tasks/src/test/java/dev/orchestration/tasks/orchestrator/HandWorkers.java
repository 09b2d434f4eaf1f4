package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Workers that do nothing until the test ends an attempt by hand. */
final class HandWorkers implements Workers {
    private final Map<String, Attempt> attempts = new LinkedHashMap<>();
    final List<String> askedToEnd = new ArrayList<>();
    final List<String> abandoned = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    private int ahead;

    /** So many brief attempts are taken beyond the slots. */
    void ahead(int most) {
        ahead = most;
    }

    @Override
    public int open(int slots) {
        return ahead;
    }

    @Override
    public Carried start(Attempt attempt) {
        putBack(attempt);
        started.add(attempt.label() + "/" + attempt.number());
        return new Carried() {
            @Override
            public void end(EndReason reason) {
                askedToEnd.add(reason + " " + attempt.label());
            }

            @Override
            public void abandon() {
                abandoned.add(attempt.label());
            }
        };
    }

    /** The attempt that was taken runs on. */
    void putBack(Attempt attempt) {
        Attempt before = attempts.put(attempt.execution() + ":" + attempt.label(), attempt);
        if (before != null) {
            throw new AssertionError(attempt.label() + " runs twice at once");
        }
    }

    Attempt take(String label) {
        return attempts.remove(name(label));
    }

    /** The attempt comes to its end. */
    void give(Attempt attempt) {
        attempts.remove(attempt.execution() + ":" + attempt.label());
    }

    /** What of the execution was left behind is waited for by nobody. */
    void leave(ExecutionId execution) {
        attempts.keySet().removeIf(key -> key.startsWith(execution + ":"));
    }

    Attempt look(String label) {
        return attempts.get(name(label));
    }

    private String name(String label) {
        return attempts.keySet().stream()
                .filter(key -> key.endsWith(":" + label))
                .findFirst()
                .orElseThrow(() -> new AssertionError(label + " is not running, but " + attempts.keySet()));
    }

    List<String> running() {
        return attempts.values().stream().map(Attempt::label).toList();
    }

    void forget() {
        attempts.clear();
    }

    @Override
    public void flush() {
        // Every attempt has begun.
    }

    @Override
    public void close() {
        attempts.clear();
    }
}
