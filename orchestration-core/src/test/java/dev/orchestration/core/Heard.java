package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.event.ContextEvent;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.core.event.ProjectEvent;
import dev.orchestration.core.event.ResourceEvent;
import dev.orchestration.core.event.SessionEvent;
import dev.orchestration.core.event.TaskEvent;
import dev.orchestration.core.event.WorkflowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** What handlers of a test were told, as short texts: {@code task.started a}. */
final class Heard {
    private final List<OrchestrationEvent> events = new ArrayList<>();

    synchronized void hear(OrchestrationEvent event) {
        events.add(event);
        notifyAll();
    }

    synchronized List<OrchestrationEvent> events() {
        return List.copyOf(events);
    }

    List<String> texts() {
        return events().stream().map(Heard::text).toList();
    }

    /** Of one thing alone. */
    List<String> of(String what) {
        return texts().stream()
                .filter(text -> text.endsWith(" " + what))
                .map(text -> text.substring(0, text.length() - what.length() - 1))
                .toList();
    }

    /** Waits until it has been told; long enough for any machine. */
    void await(String text) {
        await(event -> text(event).equals(text), text);
    }

    synchronized void await(Predicate<OrchestrationEvent> wanted, String what) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try {
            while (events.stream().noneMatch(wanted)) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                assertThat(left).as("told of %s, after %s", what, events).isPositive();
                wait(left);
            }
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while waiting for " + what, e);
        }
    }

    private static String text(OrchestrationEvent event) {
        return event.type() + " " + what(event);
    }

    private static String what(OrchestrationEvent event) {
        if (event instanceof TaskEvent e) {
            return e.task();
        }
        if (event instanceof WorkflowEvent e) {
            return e.workflow();
        }
        if (event instanceof ResourceEvent e) {
            return e.resource().value();
        }
        if (event instanceof SessionEvent e) {
            return e.name();
        }
        if (event instanceof ProjectEvent e) {
            return e.project();
        }
        return event instanceof ContextEvent e ? e.key() : "";
    }
}
