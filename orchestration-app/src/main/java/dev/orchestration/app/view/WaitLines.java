package dev.orchestration.app.view;

import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.tasks.why.Obstacle;
import dev.orchestration.tasks.why.Why;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.WorkflowExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What waiting steps wait for, and with which command a person ends that. */
public final class WaitLines {
    private static final int MOST = 10;
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+,-]+");

    private WaitLines() {}

    /** What a person paused, a person continues. */
    static String goOn(@Nullable String reason) {
        return Executions.isEndOfOwner(reason) ? "resume" : "continue";
    }

    /** The same for what keeps a step from running. */
    static String goOn(Why why) {
        return why.obstacles().stream()
                .filter(Obstacle.Paused.class::isInstance)
                .map(each -> goOn(((Obstacle.Paused) each).reason()))
                .findFirst()
                .orElse("resume");
    }

    /** In some words, with a space before them; empty for what does not wait. */
    static String detail(@Nullable StepWait wait) {
        return wait == null ? "" : (" " + words(wait)).stripTrailing();
    }

    private static String words(StepWait wait) {
        String name = StepLines.brief(wait.name() == null ? "" : wait.name());
        String until = wait.due() == null ? "" : " until " + Times.iso(wait.due());
        return switch (wait.kind()) {
            case Event.WaitOpened.SIGNAL -> "for the signal " + name + with(wait.filter()) + until;
            case Event.WaitOpened.APPROVAL -> "for approval" + by(wait.approvers()) + until + ": " + name;
            case Event.WaitOpened.CHILD ->
                "for execution " + (name.isEmpty() ? "that is about to begin" : name) + until;
            case StepWait.DECISION -> "for a decision, as it was interrupted";
            default -> until.strip();
        };
    }

    private static String by(List<String> approvers) {
        return approvers.isEmpty() ? "" : " by " + StepLines.brief(String.join(", ", approvers));
    }

    private static String with(@Nullable Object filter) {
        return filter == null ? "" : " with " + StepLines.brief(Json.write(filter));
    }

    /** The commands that end waits of an execution. */
    static List<String> commands(WorkflowExecution execution, Places places) {
        List<String> lines = new ArrayList<>();
        String id = execution.executionId().value();
        execution.waits().forEach((step, wait) -> {
            String child = wait.kind().equals(Event.WaitOpened.CHILD) ? wait.name() : null;
            if (child != null && !child.isEmpty() && lines.size() < MOST) {
                lines.add(places.command("show", child) + "   for what step " + Printable.line(step) + " runs");
                return;
            }
            String command = lines.size() < MOST ? command(wait.kind(), wait.name(), step, wait.form()) : "";
            if (!command.isEmpty()) {
                lines.add(places.command(verb(wait.kind()), id + command));
            }
        });
        return lines;
    }

    /**
     * What is to be said when a step begins to wait, with the command that ends the wait; empty if only time does.
     *
     * @param name the signal, or what is asked
     * @param form JSON Schema of the data that is asked for, null for none
     * @param interviewed whether a person at this terminal is asked for each approval
     */
    public static String told(
            String kind,
            String name,
            @Nullable Object form,
            String step,
            String execution,
            Places places,
            boolean interviewed) {
        String command = command(kind, name, step, form);
        if (command.isEmpty()) {
            return "";
        }
        String what = switch (kind) {
            case Event.WaitOpened.SIGNAL ->
                " waits for a signal: " + (places.state() == null ? StepLines.brief(name) + "  " : "");
            case Event.WaitOpened.APPROVAL -> " asks: " + StepLines.brief(name) + "  ";
            default -> " was interrupted and waits for a decision: ";
        };
        String how = places.state() == null
                ? inMemory(interviewed && kind.equals(Event.WaitOpened.APPROVAL))
                : places.command(verb(kind), execution + command);
        return Printable.line(step) + what + how;
    }

    /** No other process sees such a store. */
    private static String inMemory(boolean here) {
        return here
                ? "it can be answered only here, as the store is in memory"
                : "no command can answer it, as the store is in memory; to be answered it needs a store in a file"
                        + " (--store FILE)";
    }

    /** The command that ends a wait of this kind. */
    static String answer(String kind, String name, String step, String execution, Places places) {
        return places.command(verb(kind), execution + command(kind, name, step, null));
    }

    private static String verb(String kind) {
        return switch (kind) {
            case Event.WaitOpened.SIGNAL -> "signal";
            case Event.WaitOpened.APPROVAL -> "approve";
            default -> "decide";
        };
    }

    private static String command(String kind, @Nullable String name, String step, @Nullable Object form) {
        String sample = FormSample.of(form);
        return switch (kind) {
            case Event.WaitOpened.SIGNAL -> " " + word(String.valueOf(name));
            case Event.WaitOpened.APPROVAL -> " " + word(step) + (sample.isEmpty() ? "" : " --data " + word(sample));
            case StepWait.DECISION -> " " + word(step) + " --rerun";
            default -> "";
        };
    }

    /** As a shell takes it for one word. */
    private static String word(String text) {
        String shown = Printable.line(text);
        return PLAIN.matcher(shown).matches() ? shown : "'" + shown.replace("'", "'\\''") + "'";
    }
}
