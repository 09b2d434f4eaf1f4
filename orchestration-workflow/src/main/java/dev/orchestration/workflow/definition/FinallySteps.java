package dev.orchestration.workflow.definition;

import dev.orchestration.state.Quoted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is different about the steps of {@code finally}: they follow all others, and depend on each other only. */
final class FinallySteps {
    /** Of an attempt, where neither the step nor {@code defaults} has a timeout: nothing else bounds them. */
    static final Duration TIMEOUT = Duration.ofMinutes(5);

    private FinallySteps() {}

    /** The draft without what it reads of the other steps, for which it waits anyway, however they end. */
    static StepDraft apart(StepDraft draft, Set<String> others) {
        if (draft.fields().has("compensate")) {
            draft.fields()
                    .error(
                            FaultCode.BAD_VALUE,
                            "compensate",
                            draft.fields().owner()
                                    + " is of 'finally', where nothing is undone; leave 'compensate' out");
        }
        Map<String, Place> reads = new LinkedHashMap<>(draft.reads());
        reads.keySet().removeAll(others);
        return new StepDraft(
                draft.fields(),
                draft.name(),
                draft.hasAction(),
                draft.dependencies(),
                reads,
                draft.task(),
                draft.runIf(),
                draft.success(),
                draft.sets(),
                draft.repeats(),
                draft.cache(),
                null);
    }

    /** Tells of each dependency between one of them, from {@code firstFinal} on, and another step. */
    static void check(List<StepDraft> drafts, int firstFinal, FaultList faults) {
        Set<String> others = names(drafts.subList(0, firstFinal));
        Set<String> finals = names(drafts.subList(firstFinal, drafts.size()));
        for (StepDraft draft : drafts.subList(0, firstFinal)) {
            Map<String, Place> all = new LinkedHashMap<>(draft.reads());
            all.putAll(draft.dependencies());
            all.forEach((name, place) -> {
                if (finals.contains(name) && !others.contains(name)) {
                    faults.error(
                            FaultCode.FINALLY_DEPENDENCY,
                            place,
                            draft.fields().owner() + " needs " + Quoted.of(name)
                                    + ", a step of 'finally', which starts when all other steps have ended");
                }
            });
        }
        for (StepDraft draft : drafts.subList(firstFinal, drafts.size())) {
            CacheReader.refuse(draft, "is of 'finally', where each execution does its own");
            draft.dependencies().forEach((name, place) -> {
                if (others.contains(name) && !finals.contains(name)) {
                    faults.error(
                            FaultCode.FINALLY_DEPENDENCY,
                            place,
                            draft.fields().owner() + " is of 'finally' and starts when " + Quoted.of(name)
                                    + " has ended anyway, however it did; leave the dependency out");
                }
            });
        }
    }

    private static Set<String> names(List<StepDraft> drafts) {
        Set<String> names = new HashSet<>();
        drafts.forEach(draft -> names.add(draft.name() == null ? "" : draft.name()));
        return names;
    }

    /** What each step depends on; the first ones of {@code finally} on all that nothing else depends on. */
    static List<List<String>> inOrder(List<WorkflowStep> steps, int firstFinal) {
        Set<String> needed = new HashSet<>();
        steps.subList(0, firstFinal).forEach(step -> needed.addAll(step.dependencies()));
        List<String> ends = steps.subList(0, firstFinal).stream()
                .map(WorkflowStep::name)
                .filter(name -> !needed.contains(name))
                .toList();
        List<List<String>> all = new ArrayList<>(steps.size());
        for (WorkflowStep step : steps) {
            boolean first = all.size() >= firstFinal && step.dependencies().isEmpty();
            all.add(first ? ends : step.dependencies());
        }
        return all;
    }
}
