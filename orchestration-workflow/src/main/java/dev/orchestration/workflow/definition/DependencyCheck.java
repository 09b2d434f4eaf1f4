package dev.orchestration.workflow.definition;

import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.dag.DagFault;
import dev.orchestration.workflow.dag.WorkflowDAG;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Compares the steps of a definition with each other: names, dependencies, cycles. */
final class DependencyCheck {
    private final List<StepDraft> drafts;
    private final FaultList faults;
    private final Map<String, StepDraft> byName = new LinkedHashMap<>();

    DependencyCheck(List<StepDraft> drafts, FaultList faults) {
        this.drafts = drafts;
        this.faults = faults;
    }

    void run() {
        drafts.forEach(this::checkName);
        drafts.forEach(this::checkItemName);
        drafts.forEach(this::checkCompensationName);
        Nearest nearest = new Nearest(byName.keySet());
        for (StepDraft draft : drafts) {
            draft.dependencies().forEach((name, place) -> checkDependency(draft, name, place, nearest));
            draft.reads().forEach((name, place) -> checkReading(draft, name, place));
        }
        checkCycles();
    }

    private void checkName(StepDraft draft) {
        String name = draft.name();
        StepDraft first = name == null ? null : byName.putIfAbsent(name, draft);
        if (name != null && first != null) {
            faults.error(
                    FaultCode.DUPLICATE_STEP,
                    draft.fields().place("name"),
                    "there is a step " + Quoted.of(name) + " already, at "
                            + first.fields().place("name"));
        }
    }

    /** In results the items of {@code a} are called {@code a[0]}, {@code a[1]}, and so on. */
    private void checkItemName(StepDraft draft) {
        String name = draft.name();
        int bracket = name == null ? -1 : name.lastIndexOf('[');
        if (name == null || bracket <= 0 || !name.substring(bracket).matches("\\[[0-9]+\\]")) {
            return;
        }
        StepDraft map = byName.get(name.substring(0, bracket));
        if (map != null && map.task().isMap()) {
            faults.error(
                    FaultCode.NAME_CLASH,
                    draft.fields().place("name"),
                    Quoted.of(name) + " is also what an item of " + map.fields().owner() + " is called");
        }
    }

    /** In results what undoes {@code a} is called {@code a~compensate}. */
    private void checkCompensationName(StepDraft draft) {
        String name = draft.name();
        String step = name == null ? null : WorkflowStep.compensated(name.replaceFirst("\\[[0-9]+\\]$", ""));
        StepDraft undone = step == null ? null : byName.get(step);
        if (name != null && undone != null && undone.compensate() != null) {
            faults.error(
                    FaultCode.NAME_CLASH,
                    draft.fields().place("name"),
                    Quoted.of(name) + " is also what 'compensate' of "
                            + undone.fields().owner() + " is called");
        }
    }

    private void checkDependency(StepDraft draft, String name, Place place, Nearest nearest) {
        if (name.equals(draft.name())) {
            faults.error(FaultCode.SELF_DEPENDENCY, place, draft.fields().owner() + " depends on itself");
        } else if (!byName.containsKey(name)) {
            faults.error(
                    FaultCode.MISSING_DEPENDENCY,
                    place,
                    draft.fields().owner() + " depends on " + Quoted.of(name) + ", which does not exist"
                            + nearest.suggestion(name, draft.name()));
        }
    }

    private void checkReading(StepDraft draft, String name, Place place) {
        if (name.equals(draft.name())) {
            faults.error(
                    FaultCode.SELF_DEPENDENCY,
                    place,
                    draft.fields().owner() + " reads its own output by name; where it is there, in 'success' and"
                            + " 'sets', it is called 'output'");
        } else if (!draft.dependencies().containsKey(name)) {
            faults.warning(
                    FaultCode.IMPLIED_DEPENDENCY,
                    place,
                    draft.fields().owner() + " reads the output of " + Quoted.of(name)
                            + " and so depends on it; say so in 'dependencies'");
        }
    }

    /** Missing and self dependencies are told already, so the graph is built of the rest. */
    private void checkCycles() {
        List<List<String>> dependencies = new ArrayList<>(byName.size());
        byName.forEach((name, draft) -> dependencies.add(draft.allDependencies().stream()
                .filter(needs -> !needs.equals(name) && byName.containsKey(needs))
                .toList()));
        for (DagFault fault :
                WorkflowDAG.of(List.copyOf(byName.keySet()), dependencies).validate()) {
            StepDraft first = byName.get(fault.names().get(0));
            if (first != null) {
                faults.error(FaultCode.CYCLE, placeOf(first, fault.names().get(1)), fault.message());
            }
        }
    }

    private static Place placeOf(StepDraft draft, String dependency) {
        Place declared = draft.dependencies().get(dependency);
        Place read = draft.reads().getOrDefault(dependency, draft.fields().place("name"));
        return declared == null ? read : declared;
    }
}
