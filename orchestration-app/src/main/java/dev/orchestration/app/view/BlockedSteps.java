package dev.orchestration.app.view;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What each failed step keeps from running. */
final class BlockedSteps {
    private static final int MAX_NAMES = 5;

    private record Held(List<String> names, int count) {}

    private final Map<String, Held> held = new HashMap<>();

    private BlockedSteps() {}

    static BlockedSteps of(Collection<TaskResult> steps) {
        BlockedSteps all = new BlockedSteps();
        for (TaskResult step : steps) {
            if (step.status() == TaskStatus.BLOCKED) {
                step.blockedBy().forEach(culprit -> all.add(culprit, step.task()));
            }
        }
        return all;
    }

    private void add(String culprit, String step) {
        Held before = held.getOrDefault(culprit, new Held(new ArrayList<>(), 0));
        if (before.count() < MAX_NAMES) {
            before.names().add(step);
        }
        held.put(culprit, new Held(before.names(), before.count() + 1));
    }

    /** The names, in the order of declaration; empty if there are none. */
    String by(String culprit) {
        Held found = held.get(culprit);
        if (found == null) {
            return "";
        }
        int more = found.count() - found.names().size();
        return Printable.line(String.join(", ", found.names())) + (more == 0 ? "" : " and " + more + " more");
    }
}
