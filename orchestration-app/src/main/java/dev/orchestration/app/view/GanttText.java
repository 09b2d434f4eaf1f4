package dev.orchestration.app.view;

import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.WorkflowPlan;
import dev.orchestration.workflow.dag.CriticalPath;
import dev.orchestration.workflow.simulation.Forecast;
import dev.orchestration.workflow.simulation.Lack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A forecast for people: when it ends and what holds it up, a Gantt chart, what each step waits for. */
public final class GanttText {
    private static final int MOST_ROWS = 200;
    private static final int LEAST_BAR = 10;

    private final Style style;
    private final int width;

    /** @param width in columns; no line of the chart is longer */
    public GanttText(Style style, int width) {
        this.style = style;
        this.width = width;
    }

    /**
     * Several lines.
     *
     * @param title what is forecast, and with what
     */
    public String of(String title, WorkflowPlan plan, Forecast forecast) {
        CriticalPath path = plan.criticalPath();
        List<String> lines = new ArrayList<>();
        lines.add(style.bold(Printable.line(title)) + ": finished after "
                + style.bold(PlanText.time(forecast.schedule().makespan())));
        lines.add("durations: " + PlanText.sources(plan.sources()));
        lines.add(PlanText.criticalPath(path, style));
        lines.add(bottleneck(forecast.bottleneck()));
        lines.add("");
        chart(forecast, Set.copyOf(path.names()), lines);
        lines.add("");
        lines.add("what steps wait for");
        List<Forecast.Step> waiting =
                forecast.steps().stream().filter(step -> step.start() > 0).toList();
        int nameWidth = nameWidth(forecast.steps());
        waiting.stream().limit(MOST_ROWS).forEach(step -> lines.add("  " + name(step, nameWidth) + "  " + waits(step)));
        if (waiting.isEmpty()) {
            lines.add("  nothing: all start at once");
        }
        more(waiting.size(), lines);
        return String.join("\n", lines) + "\n";
    }

    private static void more(int count, List<String> lines) {
        if (count > MOST_ROWS) {
            lines.add("  and " + PlanText.counted(count - MOST_ROWS, "more step") + "; --json tells of all");
        }
    }

    private static String bottleneck(Forecast.@Nullable Bottleneck bottleneck) {
        if (bottleneck == null) {
            return "bottleneck: none, steps wait for their dependencies alone";
        }
        return "bottleneck: " + named(bottleneck.lack()) + ", for which "
                + PlanText.counted(bottleneck.steps(), "step")
                + (bottleneck.steps() == 1 ? " waits " : " wait ") + DurationText.of(bottleneck.waited())
                + (bottleneck.steps() == 1 ? "" : " in all") + "; with plenty of it, finished after "
                + PlanText.time(bottleneck.makespanWithout());
    }

    private static String named(Lack lack) {
        return switch (lack.kind()) {
            case MODE -> "the mode, one step at a time";
            case MAX_PARALLEL -> "max_parallel";
            case WORKERS -> "workers";
            case RESOURCE -> "the resource " + Printable.line(lack.toString());
            case TURN -> "its turn";
        };
    }

    private void chart(Forecast forecast, Set<String> critical, List<String> lines) {
        List<Forecast.Step> steps = forecast.steps();
        long all = Math.max(1, forecast.schedule().makespan().toNanos() / 1_000);
        int names = nameWidth(steps);
        int times = steps.stream()
                .limit(MOST_ROWS)
                .mapToInt(step -> times(step).length())
                .max()
                .orElse(0);
        int bars = Math.max(LEAST_BAR, width - names - times - 5);
        steps.stream()
                .limit(MOST_ROWS)
                .forEach(step -> lines.add((critical.contains(step.name()) ? "* " : "  ") + name(step, names) + " "
                        + bar(step, all, bars) + "  " + times(step)));
        more(steps.size(), lines);
        lines.add("  " + legend(steps));
    }

    private String legend(List<Forecast.Step> steps) {
        boolean rests = steps.stream().anyMatch(step -> step.worker() == 0);
        boolean lacks = steps.stream().anyMatch(step -> step.start() > step.ready());
        return work() + " runs" + (rests ? "   " + rest() + " waits, without a worker" : "")
                + (lacks ? "   " + lack() + " could run, but lacks something" : "") + "   * critical path";
    }

    private String bar(Forecast.Step step, long all, int columns) {
        int ready = column(step.ready(), all, columns);
        int start = column(step.start(), all, columns);
        int end = Math.max(start + 1, column(step.end(), all, columns));
        if (end > columns) {
            start = Math.min(start, columns - 1);
            ready = Math.min(ready, start);
            end = columns;
        }
        String running = (step.worker() == 0 ? rest() : work()).repeat(end - start);
        return " ".repeat(ready)
                + style.dim(lack().repeat(start - ready))
                + style.paint(step.worker() == 0 ? Mark.RETRY : Mark.DONE, running)
                + " ".repeat(columns - end);
    }

    private static int column(long at, long all, int columns) {
        return (int) Math.round((double) at / all * columns);
    }

    private String work() {
        return style.symbols() ? "█" : "#";
    }

    private String rest() {
        return style.symbols() ? "░" : "~";
    }

    private String lack() {
        return style.symbols() ? "·" : ".";
    }

    private static String times(Forecast.Step step) {
        return DurationText.of(step.start()) + " to " + DurationText.of(step.end());
    }

    private static String waits(Forecast.Step step) {
        StringBuilder told = new StringBuilder();
        if (step.after() != null) {
            told.append(Printable.line(step.after())).append(" until ").append(DurationText.of(step.ready()));
        }
        for (Map.Entry<Lack, Long> lack : step.waited().entrySet()) {
            told.append(told.isEmpty() ? "" : ", then ")
                    .append(named(lack.getKey()))
                    .append(' ')
                    .append(DurationText.of(lack.getValue()));
        }
        return told.toString();
    }

    private int nameWidth(List<Forecast.Step> steps) {
        int longest = steps.stream()
                .limit(MOST_ROWS)
                .mapToInt(step -> Printable.line(step.name()).length())
                .max()
                .orElse(0);
        return Math.min(longest, Math.max(8, width / 4));
    }

    private String name(Forecast.Step step, int columns) {
        String name = Printable.line(step.name());
        String shown = name.length() <= columns ? name : name.substring(0, columns - 1) + (style.symbols() ? "…" : "~");
        return shown + " ".repeat(Math.max(0, columns - shown.length()));
    }
}
