package dev.orchestration.docs.report;

import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
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

    /** The steps, and before those of the end, as it ran, of what undoes them that which has its turn; a new list. */
    List<Integer> nodes() {
        int all = history.names().size();
        int steps = definition.map(each -> each.steps().size()).orElse(all);
        int last = definition.map(WorkflowDefinition::firstFinal).orElse(all);
        List<Integer> undoing = nodes(steps, all);
        undoing.sort(Comparator.comparingLong(this::start));
        List<Integer> nodes = nodes(0, last);
        nodes.addAll(undoing);
        nodes.addAll(nodes(last, steps));
        return nodes;
    }

    private List<Integer> nodes(int from, int to) {
        List<Integer> nodes = new ArrayList<>();
        for (int node = from; node < to; node++) {
            if (result(node) != null) {
                nodes.add(node);
            }
        }
        return nodes;
    }

    private long start(int node) {
        Long start = history.step(node).firstStart();
        return start == null ? Long.MAX_VALUE : start;
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

    /** For example {@code 2 failed, 5 completed, 1 undone}; what undoes steps is none. */
    String tally() {
        Map<TaskStatus, Long> tally = new java.util.EnumMap<>(TaskStatus.class);
        long undone = 0;
        for (int node : nodes()) {
            TaskResult result = result(node);
            if (result != null && execution.isUndone(result)) {
                undone++;
            } else if (result == null || result.compensates() == null || !result.success()) {
                tally.merge(status(node), 1L, Long::sum);
            }
        }
        StringJoiner told = new StringJoiner(", ");
        tally.forEach((status, count) -> told.add(count + " " + status.wire()));
        return undone == 0 ? told.toString() : told.add(undone + " undone").toString();
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
        java.util.Set<Integer> critical = new java.util.HashSet<>(path);
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
        java.util.Set<Integer> chosen = new java.util.HashSet<>(nodes.subList(0, most));
        return nodes().stream().filter(chosen::contains).toList();
    }
}
