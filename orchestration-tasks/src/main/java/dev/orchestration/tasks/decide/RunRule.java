package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.tasks.TaskStatus;
import java.util.BitSet;

/** What the settled dependencies of a node mean for it. Confined to the thread that owns the execution. */
final class RunRule {
    enum Verdict {
        READY,
        /** Whether it runs or is skipped has to be decided and recorded. */
        OPEN,
        NEVER
    }

    private final ExecutionPlan plan;
    private final NodeTable nodes;
    private final BitSet blockedForGood;

    RunRule(ExecutionPlan plan, NodeTable nodes, BitSet blockedForGood) {
        this.plan = plan;
        this.nodes = nodes;
        this.blockedForGood = blockedForGood;
    }

    /** For a node all of whose dependencies are settled. */
    Verdict verdict(int node) {
        RunOn runOn = plan.rules().runOn(node);
        boolean holds = switch (runOn) {
            case SUCCESS -> allWell(node);
            case FAILURE -> anyFailed(node);
            case COMPLETION -> true;
        };
        if (!holds) {
            return runOn == RunOn.FAILURE ? Verdict.OPEN : Verdict.NEVER;
        }
        return plan.rules().isConditional(node) ? Verdict.OPEN : Verdict.READY;
    }

    private boolean allWell(int node) {
        for (int i = 0; i < plan.dependencyCount(node); i++) {
            if (!wentWell(plan.dependency(node, i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether a settled node leaves its dependants free to run. */
    boolean wentWell(int node) {
        TaskStatus status = nodes.status(node);
        return status == TaskStatus.COMPLETED
                || status == TaskStatus.SKIPPED
                || (status == TaskStatus.FAILED && !plan.rules().isRequired(node));
    }

    /** Whether a dependency of {@code node} failed, or is blocked for good by something that did. */
    boolean anyFailed(int node) {
        for (int i = 0; i < plan.dependencyCount(node); i++) {
            int dependency = plan.dependency(node, i);
            if (nodes.status(dependency) == TaskStatus.FAILED || blockedForGood.get(dependency)) {
                return true;
            }
        }
        return false;
    }
}
