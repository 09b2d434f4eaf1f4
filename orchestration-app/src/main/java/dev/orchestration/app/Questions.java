package dev.orchestration.app;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.app.view.Progress;
import dev.orchestration.app.view.WaitLines;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the steps of one execution ask of people, told with the command that answers as soon as it is asked. Thread-safe. */
final class Questions {
    /** A step that asks for approval. */
    record Question(String step, String message, @Nullable Object form) {}

    private final RunView view;
    private final WorkflowDefinition definition;
    private final Progress progress;
    private final boolean interviewed;

    @GuardedBy("this")
    private final Map<String, Question> open = new LinkedHashMap<>();

    @GuardedBy("this")
    private final Set<String> told = new HashSet<>();

    Questions(RunView view, WorkflowDefinition definition, Progress progress) {
        this(view, definition, progress, false);
    }

    /** @param interviewed whether a person at this terminal is asked for each approval */
    Questions(RunView view, WorkflowDefinition definition, Progress progress, boolean interviewed) {
        this.interviewed = interviewed;
        this.view = view;
        this.definition = definition;
        this.progress = progress;
    }

    /** What was asked in an earlier life of the execution. */
    void standing(ExecutionId id, Map<String, StepWait> waits) {
        waits.forEach((step, wait) -> asked(id, step, wait.kind(), wait.name(), wait.form()));
    }

    void heard(ExecutionId id, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.WaitOpened e) {
                asked(id, name(e.activation()), e.kind(), e.name(), e.form());
            } else if (event instanceof Event.WaitEnded e) {
                over(name(e.activation()));
            } else if (event instanceof Event.AttemptEnded e && e.next() == Next.DECIDE) {
                asked(id, name(e.activation()), StepWait.DECISION, null, null);
            } else if (event instanceof Event.CancelRequested e) {
                Integer node = e.node();
                over(node == null ? null : step(node));
            }
        }
    }

    /** As commands take it: a step, or an element as {@code step[0]}. */
    private String name(Activation activation) {
        String step = step(activation.node());
        return activation.item() == Activation.NO_ITEM
                ? step
                : new Activation(activation.node(), activation.item(), 1).label(step);
    }

    private String step(int node) {
        return definition.node(node).name();
    }

    private synchronized void asked(
            ExecutionId id, String step, String kind, @Nullable String name, @Nullable Object form) {
        String what = name == null ? "" : name;
        String text = WaitLines.told(kind, what, form, step, id.value(), view.places(), interviewed);
        if (!text.isEmpty() && told.add(step)) {
            if (kind.equals(Event.WaitOpened.APPROVAL)) {
                open.put(step, new Question(step, what, form));
            }
            progress.say(text);
        }
    }

    /** @param step null for all */
    private synchronized void over(@Nullable String step) {
        if (step == null) {
            open.clear();
            told.clear();
        } else {
            open.remove(step);
            told.remove(step);
        }
    }

    /** The approval that was asked for first and is not given or refused yet. */
    synchronized Optional<Question> next() {
        return open.values().stream().findFirst();
    }

    synchronized boolean isOpen(Question question) {
        return question.equals(open.get(question.step()));
    }

    /** The person at this terminal does not want to answer it here. */
    synchronized void leave(Question question) {
        open.remove(question.step(), question);
    }
}
