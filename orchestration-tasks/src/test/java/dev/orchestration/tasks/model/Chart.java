package dev.orchestration.tasks.model;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.List;

/**
 * What an execution is to do, as its definition says it.
 *
 * @param steps by number; where the plan grows, in the order in which they are submitted
 * @param timeout of the whole execution, null for none
 * @param chance what the jitter of a backoff is drawn from
 */
public record Chart(List<Step> steps, boolean stopsOnFailure, Duration timeout, boolean grows, Chance chance) {
    /** What becomes of a condition, or of the length of a wait, when it is asked for. */
    public enum Answer {
        YES,
        NO,
        BROKEN
    }

    /** A number from 0 to 1 for each attempt. */
    @FunctionalInterface
    public interface Chance {
        double draw(int node, int n, int attempt);
    }

    /**
     * @param sleep how long the step sleeps, null for one that does not
     * @param asks what it waits for otherwise, null for one that works or sleeps
     */
    public record Step(TaskSpec spec, List<Integer> dependencies, Answer answer, Duration sleep, WaitSpec asks) {
        public Step(TaskSpec spec, List<Integer> dependencies, Answer answer, Duration sleep) {
            this(spec, dependencies, answer, sleep, null);
        }

        boolean asksFor(String kind) {
            return asks != null && asks.kind().equals(kind);
        }

        boolean isConditional() {
            return spec.conditional();
        }

        RunOn runOn() {
            return spec.runOn();
        }

        boolean isRequired() {
            return spec.required();
        }

        /** Whether its wait is longer than its timeout. */
        boolean expires() {
            return sleep != null && spec.timeout() != null && spec.timeout().compareTo(sleep) < 0;
        }
    }

    Step step(int node) {
        return steps.get(node);
    }
}
