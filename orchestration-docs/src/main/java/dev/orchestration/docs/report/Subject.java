package dev.orchestration.docs.report;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.StepOrder;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a page is about.
 *
 * @param execution as it stands
 * @param definition of the workflow; empty for plain tasks
 * @param history everything that was recorded of it
 * @param logs the folder of the store's logs
 * @param zone in which times are shown
 */
public record Subject(
        WorkflowExecution execution, Optional<WorkflowDefinition> definition, History history, Path logs, ZoneId zone) {
    /** How the step stands, in the words of people: one that nobody carries out is interrupted. */
    String state(int node) {
        TaskStatus status = status(node);
        TaskResult result = result(node);
        if (result != null && execution.isUndone(result)) {
            return "undone";
        }
        return status == TaskStatus.RUNNING && execution.interrupted() ? "interrupted" : status.wire();
    }

    TaskStatus status(int node) {
        TaskResult result = execution.stepResults().get(name(node));
        return result == null ? TaskStatus.PENDING : result.status();
    }

    String name(int node) {
        return history.names().get(node);
    }

    @Nullable
    TaskResult result(int node) {
        return execution.stepResults().get(name(node));
    }

    @Nullable
    WorkflowStep step(int node) {
        return definition.map(all -> all.node(node)).orElse(null);
    }

    /** The steps in the order in which people read them; a new list. */
    List<Integer> nodes() {
        Map<String, Integer> places = new HashMap<>();
        for (int node = 0; node < history.names().size(); node++) {
            places.put(name(node), node);
        }
        List<String> lastly = definition.map(WorkflowDefinition::lastly).orElse(List.of());
        List<Integer> nodes = new ArrayList<>();
        for (TaskResult step : StepOrder.of(execution, lastly)) {
            Integer node = step.itemOf() == null ? places.get(step.task()) : null;
            if (node != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    /** The moment up to which the page knows. */
    long now() {
        Long ended = execution.endedAt();
        return ended == null ? history.lastAt() : ended;
    }

    /** How long it is from one moment to another, without the time in which the execution had ended; null where one is not. */
    @Nullable
    Long worked(@Nullable Long from, @Nullable Long to) {
        if (from == null || to == null) {
            return null;
        }
        long worked = to - from;
        for (Course.Idle idle : history.course().idle()) {
            worked -= idle.ended() ? Math.max(0, Math.min(to, idle.to()) - Math.max(from, idle.from())) : 0;
        }
        return worked;
    }

    long startedAt() {
        Long started = execution.startedAt();
        return started == null ? execution.createdAt() : started;
    }

    /**
     * The steps that matter most: those that failed, those of {@code path}, then those that ran longest; in the order of
     * the definition.
     */
    List<Integer> chosen(int most, List<Integer> path) {
        List<Integer> nodes = nodes();
        if (nodes.size() <= most) {
            return nodes;
        }
        Set<Integer> critical = new HashSet<>(path);
        long[] weight = new long[history.names().size()];
        for (int node : nodes) {
            Long start = history.step(node).firstStart();
            Long end = history.step(node).settled();
            weight[node] = start == null ? -1 : (end == null ? now() : end) - start;
            if (critical.contains(node)) {
                weight[node] = Long.MAX_VALUE - 1;
            }
            if (status(node) == TaskStatus.FAILED) {
                weight[node] = Long.MAX_VALUE;
            }
        }
        nodes.sort((a, b) -> Long.compare(weight[b], weight[a]));
        Set<Integer> chosen = new HashSet<>(nodes.subList(0, most));
        return nodes().stream().filter(chosen::contains).toList();
    }
}
