package dev.orchestration.app.view;

import dev.orchestration.state.event.Event;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells of the steps of executions that steps of another one run, each behind the way to it. Of very many only failures are
 * told. Not thread-safe.
 */
public final class InnerSteps {
    private static final int MOST = 200;
    private static final int MOST_FAILURES = 20;

    /** One such execution; {@code way} stands before the names of its steps. */
    public static final class Inner {
        private final String way;
        private final StepTally tally;
        private final StepLines lines;

        private Inner(String way, WorkflowDefinition definition, ZoneId zone) {
            this.way = way;
            this.tally = StepTally.of(definition);
            this.lines = new StepLines(tally, zone);
        }
    }

    private final Progress progress;
    private final Style style;
    private int told;
    private int failures;

    public InnerSteps(Progress progress, Style style) {
        this.progress = progress;
        this.style = style;
    }

    /**
     * An execution begins that a step runs.
     *
     * @param above that of the step, null for the one that is shown itself
     */
    public Inner begins(@Nullable Inner above, String step, WorkflowDefinition definition) {
        String way = (above == null ? "" : above.way) + step + (style.symbols() ? " › " : " > ");
        return new Inner(way, definition, ZoneId.systemDefault());
    }

    /** What happened in it. */
    public void committed(Inner inner, List<Event> events) {
        for (Event event : events) {
            StepLines.Line line = inner.lines.of(event);
            inner.tally.apply(event);
            if (line != null && isWorthTelling(line)) {
                String step = inner.way + line.step();
                progress.tell(inner.lines.text(new StepLines.Line(line.at(), line.mark(), step, line.text()), style));
            }
        }
    }

    private boolean isWorthTelling(StepLines.Line line) {
        return told++ < MOST || (line.mark() == Mark.FAILED && failures++ < MOST_FAILURES);
    }
}
