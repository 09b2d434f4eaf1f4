package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.RunOn;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.BitSet;
import java.util.List;

/**
 * Finds steps that can never run: what runs after a failure only, where nothing before it can fail, and what says so itself.
 * A step can fail if it can run, and is blocked like a failed one if something that it needs can fail.
 */
final class ReachCheck {
    private static final String NEVER = "false";

    private final List<StepDraft> drafts;
    private final WorkflowDAG dag;
    private final FaultList faults;

    /** @param dag of the drafts, without faults */
    ReachCheck(List<StepDraft> drafts, WorkflowDAG dag, FaultList faults) {
        this.drafts = drafts;
        this.dag = dag;
        this.faults = faults;
    }

    void run() {
        BitSet failing = new BitSet();
        for (int step : dag.order()) {
            StepDraft draft = drafts.get(step);
            boolean[] behindFailure = {false};
            dag.dependencies(step, before -> behindFailure[0] |= failing.get(before));
            RunOn runOn = draft.task().runOn();
            boolean off = draft.runIf() != null && draft.runIf().strip().equals(NEVER);
            boolean lost = runOn == RunOn.FAILURE && !behindFailure[0];
            if (lost) {
                tellLost(draft, dag.inDegree(step) == 0);
            } else if (off) {
                faults.warning(
                        FaultCode.UNREACHABLE_STEP,
                        draft.fields().place("run_if"),
                        draft.fields().owner() + " never runs: its run_if is false");
            }
            failing.set(step, (!off && !lost) || (runOn == RunOn.SUCCESS && behindFailure[0]));
        }
    }

    private void tellLost(StepDraft draft, boolean alone) {
        faults.error(
                FaultCode.UNREACHABLE_STEP,
                draft.fields().place("run_on"),
                draft.fields().owner() + " can never run: it runs after a failure only, and "
                        + (alone
                                ? "depends on nothing that could fail; name in 'dependencies' after whose failure"
                                : "nothing that it depends on can fail"));
    }
}
