package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.TaskStatus;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Readiness as a countdown of settled in-edges. A node is settled when it is terminal or blocked for good; at zero its
 * rule decides. A completion touches the node's dependants and nothing else. Confined to the thread that owns the
 * execution.
 */
final class Readiness {
    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final ReadyQueue ready;
    private int[] remaining;
    private final BitSet settled = new BitSet();
    private final BitSet blockedForGood = new BitSet();
    private final RunRule rule;
    private final TreeSet<Integer> undecided = new TreeSet<>();
    private final @Nullable Deque<Integer> newlySettled;
    /** Settled because they can never run, and not counted down for yet; empty but for a moment. */
    private final Deque<Integer> hopeless = new ArrayDeque<>();

    private int settledCount;
    private boolean admitted;

    Readiness(ExecutionPlan plan, NodeTable nodes, ReadyQueue ready) {
        this.plan = plan;
        this.nodes = nodes;
        this.ready = ready;
        this.remaining = new int[plan.size()];
        this.rule = new RunRule(plan, nodes, blockedForGood);
        this.newlySettled = plan.growth() == null ? null : new ArrayDeque<>();
    }

    /**
     * The plan has got {@code node}, and {@code waiting}, which were there before, depend on it. A node some of whose
     * dependencies are still to come stays pending.
     */
    void added(int node, List<Integer> waiting, long at) {
        if (remaining.length <= node) {
            remaining = Arrays.copyOf(remaining, Math.max(node + 1, 2 * remaining.length));
        }
        if (!admitted) {
            return;
        }
        remaining[node] = openDependencies(node);
        waiting.forEach(this::hold);
        if (remaining[node] > 0) {
            hold(node);
        } else if (rule.verdict(node) == RunRule.Verdict.NEVER) {
            nodes.move(node, TaskSignal.HELD);
            blockedForGood.set(node);
            settle(node, at);
        } else {
            judge(node, at);
        }
    }

    private int openDependencies(int node) {
        int open = 0;
        for (int i = 0; i < plan.dependencyCount(node); i++) {
            int dependency = plan.dependency(node, i);
            open += dependency != GrowingEdges.MISSING && settled.get(dependency) ? 0 : 1;
        }
        return open;
    }

    /** A pending node of which all dependencies are known waits for these from now on. */
    private void hold(int node) {
        if (nodes.status(node) == TaskStatus.PENDING && plan.isComplete(node)) {
            nodes.move(node, TaskSignal.HELD);
        }
    }

    /** The execution was admitted: every pending node is held or free. */
    void admit(long at) {
        admitted = true;
        for (int node = 0; node < plan.steps(); node++) {
            remaining[node] = edges(node);
            if (remaining[node] > 0) {
                hold(node);
            }
        }
        for (int node = 0; node < plan.steps(); node++) {
            if (nodes.status(node) == TaskStatus.PENDING && remaining[node] == 0) {
                judge(node, at);
            }
        }
        countDownFromTheEnded(at);
    }

    /** The end of all else counts as one more dependency of a final node. */
    private int edges(int node) {
        return plan.dependencyCount(node) + (plan.isFinal(node) ? 1 : 0);
    }

    /** All has ended but the final nodes. */
    void finish(long at) {
        for (int node = plan.firstFinal(); node < plan.steps(); node++) {
            countDownOne(node, at);
        }
        countDownFromHopeless(at);
    }

    /** Whether no ordinary node can change any more. */
    boolean ordinarySettled() {
        return settledCount >= plan.firstFinal() && settled.nextClearBit(0) >= plan.firstFinal();
    }

    /** What was cancelled before the admission, or ended in an earlier round, is settled for its dependants too. */
    private void countDownFromTheEnded(long at) {
        settled.clear();
        settledCount = 0;
        for (int node = 0; node < plan.steps(); node++) {
            if (nodes.status(node).isTerminal()) {
                settle(node, at);
            }
        }
    }

    /** {@code node} became terminal: its dependants count down, and what can never run is settled too. */
    void settle(int node, long at) {
        if (mark(node)) {
            countDown(node, at);
            countDownFromHopeless(at);
        }
    }

    private void countDownFromHopeless(long at) {
        for (Integer next = hopeless.poll(); next != null; next = hopeless.poll()) {
            countDown(next, at);
        }
    }

    private void countDown(int node, long at) {
        for (int i = 0; i < plan.dependantCount(node); i++) {
            countDownOne(plan.dependant(node, i), at);
        }
    }

    private void countDownOne(int dependant, long at) {
        if (--remaining[dependant] == 0
                && nodes.status(dependant) == TaskStatus.BLOCKED
                && judge(dependant, at) == RunRule.Verdict.NEVER
                && mark(dependant)) {
            hopeless.add(dependant);
        }
    }

    private boolean mark(int node) {
        boolean first = !settled.get(node);
        if (first) {
            settled.set(node);
            settledCount++;
            if (newlySettled != null) {
                newlySettled.add(node);
            }
        }
        return first;
    }

    private RunRule.Verdict judge(int node, long at) {
        RunRule.Verdict verdict = rule.verdict(node);
        switch (verdict) {
            case READY -> {
                nodes.move(node, TaskSignal.FREED);
                ready.add(node, at);
            }
            case OPEN -> {
                if (nodes.status(node) == TaskStatus.PENDING) {
                    nodes.move(node, TaskSignal.HELD);
                }
                undecided.add(node);
            }
            case NEVER -> blockedForGood.set(node);
        }
        return verdict;
    }

    /** Whether a settled node leaves its dependants free to run. */
    boolean wentWell(int node) {
        return rule.wentWell(node);
    }

    /** Whether a dependency of {@code node} failed, or is blocked for good by something that did. */
    boolean anyFailed(int node) {
        return rule.anyFailed(node);
    }

    /** The decision about an open node was recorded. */
    void decided(int node) {
        undecided.remove(node);
    }

    /** The next node whose running or skipping has to be decided, null if there is none. */
    @Nullable
    Integer nextUndecided() {
        return undecided.isEmpty() ? null : undecided.first();
    }

    boolean allSettled() {
        return settledCount == plan.steps();
    }

    int settledCount() {
        return settledCount;
    }

    /** A node of a plan that grows that was settled and that nobody has asked for yet; null if there is none. */
    @Nullable
    Integer nextSettled() {
        return newlySettled == null ? null : newlySettled.poll();
    }

    boolean isSettled(int node) {
        return settled.get(node);
    }

    boolean isBlockedForGood(int node) {
        return blockedForGood.get(node);
    }

    /** Counts anew after nodes went back to pending: what was blocked for good may become free. */
    void recount(long at) {
        admitted = true; // also what was cancelled before its admission
        blockedForGood.clear();
        undecided.clear();
        ready.clear();
        for (int node = 0; node < plan.steps(); node++) {
            remaining[node] = edges(node);
            hold(node);
        }
        for (int node = 0; node < plan.steps(); node++) {
            if (nodes.status(node) == TaskStatus.BLOCKED && remaining[node] == 0) {
                judge(node, at);
            }
        }
        countDownFromTheEnded(at);
    }
}
