package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskSpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the specs of a plan say of when nodes run and for how long, column by column. It is asked for every dependant of
 * whatever ends, in any order, and in a large plan each look into a spec would wait for memory. Confined to the thread that
 * owns the plan while it grows.
 */
final class NodeRules {
    private static final RunOn[] RUN_ON = RunOn.values();
    private static final int RUN_ON_BITS = 3;
    private static final int REQUIRED = 4;
    private static final int CONDITIONAL = 8;
    private static final int PRIORITY_SHIFT = 4;
    private static final int PRIORITY_BITS = 7;
    private static final int MAP = 128;
    private static final int ESTIMATED = 256;
    private static final int BEATS = 512;

    /** Stands for no timeout. */
    static final long NEVER = Long.MAX_VALUE;

    private final Profiles profiles;
    /** An array, as taking one out of a list looks at its class, and waits for memory like any other look. */
    private TaskSpec[] specs;

    private short[] rules;
    private long[] timeouts;
    private int size;

    NodeRules(List<TaskSpec> specs) {
        int foreseen = specs.size();
        this.specs = new TaskSpec[foreseen];
        rules = new short[foreseen];
        timeouts = new long[foreseen];
        profiles = new Profiles(foreseen);
        specs.forEach(this::add);
    }

    void add(TaskSpec spec) {
        profiles.add(spec);
        if (size == rules.length) {
            rules = Arrays.copyOf(rules, Math.max(16, 2 * size));
            timeouts = Arrays.copyOf(timeouts, rules.length);
            specs = Arrays.copyOf(specs, rules.length);
        }
        int rule = spec.runOn().ordinal() | spec.priority().ordinal() << PRIORITY_SHIFT;
        rule |= spec.required() ? REQUIRED : 0;
        rule |= spec.conditional() || spec.isMap() ? CONDITIONAL : 0;
        rule |= spec.isMap() ? MAP : 0;
        rule |= spec.estimate() != null ? ESTIMATED : 0;
        rule |= spec.heartbeatTimeout() != null ? BEATS : 0;
        Duration timeout = spec.timeout();
        timeouts[size] = timeout == null ? NEVER : timeout.toNanos() / 1_000;
        specs[size] = spec;
        rules[size++] = (short) rule;
    }

    int size() {
        return size;
    }

    TaskSpec spec(int node) {
        return specs[node];
    }

    /** How long an attempt may take, in microseconds; {@link #NEVER} for as long as it likes. */
    long timeout(int node) {
        return timeouts[node];
    }

    RunOn runOn(int node) {
        return RUN_ON[rules[node] & RUN_ON_BITS];
    }

    boolean isRequired(int node) {
        return (rules[node] & REQUIRED) != 0;
    }

    /** Whether it has to be decided, once its dependencies are settled, what it does: it has a condition, or is a map. */
    boolean isConditional(int node) {
        return (rules[node] & CONDITIONAL) != 0;
    }

    boolean isMap(int node) {
        return (rules[node] & MAP) != 0;
    }

    /** Whether somebody said how long it takes, or it was observed. */
    boolean isEstimated(int node) {
        return (rules[node] & ESTIMATED) != 0;
    }

    /** Earlier runs tell how long the node takes. */
    void noteObserved(int node) {
        rules[node] |= ESTIMATED;
    }

    /** Whether its attempts are to give signs of life. */
    boolean beats(int node) {
        return (rules[node] & BEATS) != 0;
    }

    /** Which nodes ask for the same. */
    Profiles profiles() {
        return profiles;
    }

    /** 0 is the most urgent; see {@link dev.orchestration.tasks.TaskPriority}. */
    int priority(int node) {
        return rules[node] >> PRIORITY_SHIFT & PRIORITY_BITS;
    }
}
