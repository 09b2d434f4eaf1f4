package dev.orchestration.app.view;

import dev.orchestration.state.Times;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.action.Printable;
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
    static String goOn(WorkflowExecution execution) {
        return Executions.isEndOfOwner(execution.reason()) ? "resume" : "continue";
    }

    /** In some words, with a space before them; empty for what does not wait. */
    static String detail(@Nullable StepWait wait) {
        return wait == null ? "" : (" " + words(wait)).stripTrailing();
    }

    private static String words(StepWait wait) {
        String name = StepLines.brief(wait.name() == null ? "" : wait.name());
        String until = wait.due() == null ? "" : " until " + Times.iso(wait.due());
        return switch (wait.kind()) {
            case Event.WaitOpened.SIGNAL -> "for the signal " + name + until;
            case Event.WaitOpened.APPROVAL -> "for approval" + until + ": " + name;
            case Event.WaitOpened.CHILD ->
                "for execution " + (name.isEmpty() ? "that is about to begin" : name) + until;
            case StepWait.DECISION -> "for a decision, as it was interrupted";
            default -> until.strip();
        };
    }

    /** The commands that end waits of an execution. */
    static List<String> commands(WorkflowExecution execution, Places places) {
        List<String> lines = new ArrayList<>();
        String id = execution.executionId().value();
        execution.waits().forEach((step, wait) -> {
            String command = lines.size() < MOST ? command(wait.kind(), wait.name(), step) : "";
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
     */
    public static String told(String kind, String name, String step, String execution, Places places) {
        String command = command(kind, name, step);
        if (command.isEmpty()) {
            return "";
        }
        String what = switch (kind) {
            case Event.WaitOpened.SIGNAL -> " waits for a signal: ";
            case Event.WaitOpened.APPROVAL -> " asks: " + StepLines.brief(name) + "  ";
            default -> " was interrupted and waits for a decision: ";
        };
        return Printable.line(step) + what + places.command(verb(kind), execution + command);
    }

    /** The command that ends a wait of this kind. */
    static String answer(String kind, String name, String step, String execution, Places places) {
        return places.command(verb(kind), execution + command(kind, name, step));
    }

    private static String verb(String kind) {
        return switch (kind) {
            case Event.WaitOpened.SIGNAL -> "signal";
            case Event.WaitOpened.APPROVAL -> "approve";
            default -> "decide";
        };
    }

    private static String command(String kind, @Nullable String name, String step) {
        return switch (kind) {
            case Event.WaitOpened.SIGNAL -> " " + word(String.valueOf(name));
            case Event.WaitOpened.APPROVAL -> " " + word(step);
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
