package dev.orchestration.app.view;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.WorkflowPlan;
import dev.orchestration.workflow.dag.CriticalPath;
import dev.orchestration.workflow.definition.DrawnGraph;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a workflow would do, for people: levels, critical path, the order of starts in each mode. */
public final class PlanText {
    private static final int MOST_LEVELS = 50;

    private final Style style;

    public PlanText(Style style) {
        this.style = style;
    }

    /** Several lines. */
    public String of(WorkflowDefinition definition, WorkflowPlan plan) {
        List<List<String>> levels = plan.levels();
        int steps = levels.stream().mapToInt(List::size).sum();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Printable.line(definition.name())) + ": " + counted(steps, "step") + " in "
                + counted(levels.size(), "level"));
        lines.add("durations: " + sources(plan.sources()));
        lines.add("");
        for (int level = 0; level < Math.min(levels.size(), MOST_LEVELS); level++) {
            lines.add(String.format(Locale.ROOT, "level %-4d%s", level + 1, NameList.of(levels.get(level), ", ")));
        }
        if (levels.size() > MOST_LEVELS) {
            lines.add("and " + counted(levels.size() - MOST_LEVELS, "more level"));
        }
        lines.add("");
        lines.add(criticalPath(plan.criticalPath(), style));
        lines.add("");
        lines.add("the order in which steps start");
        for (OrchestrationMode mode : OrchestrationMode.values()) {
            lines.add(String.format(Locale.ROOT, "  %-16s%s", mode.wire(), NameList.of(plan.order(mode), ", "))
                    .stripTrailing());
        }
        List<String> waiting = plan.waiting();
        if (!waiting.isEmpty()) {
            lines.add("  not among them, as they only wait, without a worker: " + NameList.of(waiting, ", "));
        }
        beside(definition, lines);
        return String.join("\n", lines) + "\n";
    }

    private static void beside(WorkflowDefinition definition, List<String> lines) {
        List<WorkflowStep> steps = definition.steps();
        List<String> undone = steps.stream()
                .filter(step -> step.compensate() != null)
                .map(WorkflowStep::name)
                .toList();
        List<String> others = steps.stream()
                .flatMap(step -> DrawnGraph.runs(step).stream().map(other -> step.name() + " (" + other + ")"))
                .toList();
        if (!undone.isEmpty() || !others.isEmpty()) {
            lines.add("");
        }
        if (!undone.isEmpty()) {
            lines.add("undone if it fails, as far as completed: " + NameList.of(undone, ", "));
        }
        if (!others.isEmpty()) {
            lines.add("run workflows of their own: " + NameList.of(others, ", "));
        }
    }

    static String criticalPath(CriticalPath path, Style style) {
        return "critical path, " + time(path.length()) + ": "
                + NameList.of(path.names(), style.symbols() ? " › " : " > ");
    }

    static String sources(WorkflowPlan.Sources sources) {
        List<String> parts = new ArrayList<>();
        if (sources.history() > 0) {
            parts.add(sources.history() + " from earlier runs");
        }
        if (sources.estimate() > 0) {
            parts.add(sources.estimate() + " by estimate");
        }
        if (sources.assumed() > 0) {
            boolean nothing = parts.isEmpty();
            parts.add(
                    sources.assumed() + (nothing ? " assumed, one second each" : " assumed, the median of the others"));
        }
        return String.join(", ", parts);
    }

    static String counted(int count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }

    static String time(Duration duration) {
        return DurationText.of(duration.toNanos() / 1_000);
    }
}
