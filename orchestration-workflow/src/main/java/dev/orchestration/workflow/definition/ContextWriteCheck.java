package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.RunOn;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds context keys that two steps write of which neither waits for the other: whoever ends last decides, so the result of
 * a run would follow from chance. The writers of a key all wait for each other just if each waits for the one before it in a
 * topological order, so only neighbours are compared, each by a search between their two places.
 */
final class ContextWriteCheck {
    private final List<StepDraft> drafts;
    private final WorkflowDAG dag;
    private final FaultList faults;
    private final int[] ranks;

    /** @param dag of the drafts, without faults */
    ContextWriteCheck(List<StepDraft> drafts, WorkflowDAG dag, FaultList faults) {
        this.drafts = drafts;
        this.dag = dag;
        this.faults = faults;
        this.ranks = new int[drafts.size()];
        int[] order = dag.order();
        for (int i = 0; i < order.length; i++) {
            ranks[order[i]] = i;
        }
    }

    void run() {
        Map<String, List<Integer>> writers = new LinkedHashMap<>();
        for (int step = 0; step < drafts.size(); step++) {
            for (String key : drafts.get(step).sets().keySet()) {
                writers.computeIfAbsent(key, any -> new ArrayList<>()).add(step);
            }
        }
        writers.forEach(this::check);
    }

    private void check(String key, List<Integer> writers) {
        List<Integer> sorted = new ArrayList<>(writers);
        sorted.sort(Comparator.comparingInt(step -> ranks[step]));
        for (int i = 1; i < sorted.size(); i++) {
            if (!leads(sorted.get(i - 1), sorted.get(i))) {
                tell(key, sorted.get(i - 1), sorted.get(i));
                return; // one pair a key: with thousands of writers the others say nothing new
            }
        }
    }

    /** Whether {@code to} waits for {@code from}, directly or not. */
    private boolean leads(int from, int to) {
        Deque<Integer> open = new ArrayDeque<>(List.of(from));
        BitSet seen = new BitSet();
        boolean[] found = {false};
        while (!open.isEmpty() && !found[0]) {
            dag.dependants(open.remove(), next -> {
                found[0] |= next == to;
                if (ranks[next] < ranks[to] && !seen.get(next)) {
                    seen.set(next);
                    open.add(next);
                }
            });
        }
        return found[0];
    }

    /** Conditions may see to it that only one of the two ever runs; nobody can tell that from here. */
    private void tell(String key, int one, int other) {
        StepDraft first = drafts.get(Math.min(one, other));
        StepDraft second = drafts.get(Math.max(one, other));
        String message = second.fields().owner() + " and " + first.fields().owner() + " both write " + Quoted.of(key)
                + " of the context, and neither waits for the other";
        Place place = place(second, key);
        if (always(first) && always(second)) {
            faults.error(
                    FaultCode.PARALLEL_WRITES,
                    place,
                    message + ", so chance decides whose value stays; let one depend on the other, or write two keys");
        } else {
            faults.warning(
                    FaultCode.PARALLEL_WRITES, place, message + "; chance decides whose value stays if both run");
        }
    }

    private static boolean always(StepDraft draft) {
        return draft.runIf() == null && draft.task().runOn() == RunOn.SUCCESS;
    }

    private static Place place(StepDraft draft, String key) {
        SourceMap sets = draft.fields().map("sets");
        SourceMap.Entry entry = sets == null ? null : sets.entries().get(key);
        return entry == null ? draft.fields().place("sets") : entry.key();
    }
}
