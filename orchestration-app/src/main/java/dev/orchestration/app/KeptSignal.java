package dev.orchestration.app;

import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.StepWait;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is to be said of a signal that ended no wait: that it is kept, and for which names steps wait or will. */
final class KeptSignal {
    private KeptSignal() {}

    /** Empty if no signal of this name is left over. */
    static String told(String name, List<Event> events, Executions executions, ExecutionRow row) {
        if (left(name, events) <= 0 || isLastTaken(name, events)) {
            return "";
        }
        Set<String> waiting = new LinkedHashSet<>();
        Set<String> now = new LinkedHashSet<>();
        for (StepWait wait : executions.view(row).waits().values()) {
            if (wait.kind().equals(Event.WaitOpened.SIGNAL)) {
                waiting.add(String.valueOf(wait.name()));
                Object filter = wait.filter();
                now.add(wait.name() + (filter == null ? "" : " with " + Json.write(filter)));
            }
        }
        Set<String> known = new LinkedHashSet<>(waiting);
        for (WorkflowStep step : executions.definition(row).steps()) {
            Object said = step.task().parameters().get("name");
            if (step.task().action().toString().equals("signal.wait") && said instanceof String text) {
                known.add(text);
            }
        }
        String guess = known.contains(name) ? "" : Nearest.suggestion(name, known);
        String asked = now.isEmpty() ? "no step waits for a signal now" : "waited for now: " + String.join(", ", now);
        known.removeAll(waiting);
        String later = known.isEmpty() ? "" : "; steps to come name " + String.join(", ", known);
        return Printable.line("the signal " + name + " ended no wait and is kept for a step that waits for it; " + asked
                + later + guess);
    }

    /** Whether the last one ended a wait at once, whatever became of those before it. */
    private static boolean isLastTaken(String name, List<Event> events) {
        boolean taken = false;
        for (int i = 0; i < events.size(); i++) {
            if (events.get(i) instanceof Event.SignalReceived e && e.name().equals(name)) {
                Event next = i + 1 < events.size() ? events.get(i + 1) : e;
                taken = next instanceof Event.WaitEnded ended && ended.how().equals(Event.WaitEnded.ANSWERED);
            }
        }
        return taken;
    }

    private static int left(String name, List<Event> events) {
        Map<Activation, String> open = new HashMap<>();
        int left = 0;
        for (Event event : events) {
            if (event instanceof Event.SignalReceived e && e.name().equals(name)) {
                left++;
            } else if (event instanceof Event.WaitOpened e && e.kind().equals(Event.WaitOpened.SIGNAL)) {
                open.put(e.activation(), String.valueOf(e.name()));
            } else if (event instanceof Event.WaitEnded e
                    && name.equals(open.remove(e.activation()))
                    && e.how().equals(Event.WaitEnded.ANSWERED)) {
                left--;
            }
        }
        return left;
    }
}
