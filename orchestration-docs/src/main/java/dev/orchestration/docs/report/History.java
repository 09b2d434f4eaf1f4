package dev.orchestration.docs.report;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a page tells of an execution, folded from its events one by one, so that their number does not matter: of each step
 * and of the whole only the last is kept in detail. Confined to one thread.
 */
public final class History {
    /** One write to the context. */
    record Change(long at, String who, String key, String value) {}

    private final List<String> names;
    private final StepHistory[] steps;
    /** By node, then by element. */
    private final Map<Integer, Map<Integer, StepHistory>> items = new TreeMap<>();

    private final Course course;
    private final Deque<Change> changes = new ArrayDeque<>();
    private long changed;
    private long lastAt;

    /** @param names of the steps, by the index that events name */
    public History(List<String> names) {
        this.names = List.copyOf(names);
        this.course = new Course(this.names);
        this.steps = new StepHistory[names.size()];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new StepHistory();
        }
    }

    /** Takes the next event. */
    public void accept(Event event) {
        lastAt = Math.max(lastAt, event.at());
        if (event instanceof Event.AttemptStarted e) {
            each(
                    e.activation(),
                    step -> step.begin(
                            e.activation(), Stint.Kind.RUN, e.at(), step.attempt(e.activation(), e.attempt())));
        } else if (event instanceof Event.AttemptNoted e) {
            noted(e.activation(), e.attempt(), e.log());
        } else if (event instanceof Event.AttemptEnded e) {
            ended(e);
        } else if (event instanceof Event.WaitOpened e) {
            opened(e);
        } else if (event instanceof Event.WaitEnded e) {
            over(e);
        } else if (event instanceof Event.Skipped e) {
            each(e.activation(), step -> step.skip(e.at(), e.reason()));
        } else if (event instanceof Event.OutputCached e) {
            String origin = e.origin();
            if (origin != null) {
                each(e.activation(), step -> step.cached(origin));
            }
        } else if (event instanceof Event.NodeKept e) {
            kept(e);
        } else if (event instanceof Event.ContextChanged e) {
            e.writes().forEach(write -> change(e.at(), e.who(), write));
        } else {
            course.accept(event);
        }
    }

    private void noted(Activation activation, int attempt, @Nullable String log) {
        if (log != null) {
            each(activation, step -> step.noted(activation, attempt, log));
        }
    }

    private void ended(Event.AttemptEnded e) {
        each(e.activation(), step -> ended(e, step));
        noted(e.activation(), e.attempt(), e.log());
        String who = e.activation().label(names.get(e.activation().node()));
        e.writes().forEach(write -> change(e.at(), who, write));
    }

    private static void ended(Event.AttemptEnded e, StepHistory step) {
        boolean good = e.outcome() == Outcome.COMPLETED && (e.next() == Next.COMPLETED || e.next() == Next.AGAIN);
        long from = e.startedAt() == 0 ? e.at() : e.startedAt();
        long to = Math.max(from, e.endedAt() == 0 ? e.at() : e.endedAt());
        if (e.next() == Next.AGAIN) {
            step.repeats(e.activation());
        }
        String label = step.attempt(e.activation(), e.attempt()) + ": "
                + e.outcome().wire().replace('_', ' ');
        step.end(e.activation(), new Stint(good ? Stint.Kind.RUN : Stint.Kind.FAILED, from, to, label));
        step.result(e.output(), e.error());
        switch (e.next()) {
            case RETRY, RERUN, AGAIN -> step.backsOff(e.activation(), to);
            case COMPLETED, FAILED, CANCELLED -> step.settle(e.at());
            case DECIDE -> {}
        }
    }

    private void kept(Event.NodeKept e) {
        each(e.activation(), step -> {
            if (e.status().equals(Event.NodeKept.SKIPPED)) {
                step.skip(e.at(), "it was skipped in " + e.origin());
            } else if (e.settles()) {
                step.result(e.output(), null);
                step.settle(e.at());
            }
        });
        String who = e.activation().label(names.get(e.activation().node()));
        e.writes().forEach(write -> change(e.at(), who, write));
    }

    private void opened(Event.WaitOpened e) {
        String what = switch (e.kind()) {
            case Event.WaitOpened.SIGNAL -> "the signal " + e.name();
            case Event.WaitOpened.APPROVAL -> "approval: " + e.name();
            case Event.WaitOpened.CHILD -> "another workflow";
            default -> "a time";
        };
        String label = "waited for " + what;
        each(e.activation(), step -> step.begin(e.activation(), Stint.Kind.SLEEP, e.at(), label));
    }

    private void over(Event.WaitEnded e) {
        if (!e.how().equals(Event.WaitEnded.RETRY)) { // the end of a backoff; the next attempt says when it began
            each(e.activation(), step -> over(e, step));
        }
    }

    private static void over(Event.WaitEnded e, StepHistory step) {
        boolean good = !e.failed();
        for (Stint stint : step.stints()) {
            if (stint.to() == null && stint.kind() == Stint.Kind.SLEEP) {
                Stint.Kind kind = good ? Stint.Kind.SLEEP : Stint.Kind.FAILED;
                step.end(
                        e.activation(),
                        new Stint(kind, stint.from(), e.at(), stint.label() + (good ? "" : ": expired")));
            }
        }
        step.settle(e.at());
    }

    private void change(long at, String who, ContextWrite write) {
        JsonValue value = write.value();
        String shown = value == null ? "removed" : Caps.head(Json.write(value.raw()), Caps.VALUE);
        changes.addLast(new Change(at, who, write.key(), shown));
        changed++;
        if (changes.size() > Caps.CHANGES) {
            changes.removeFirst();
        }
    }

    /** Lets both know: the step, and its element if it is one that is kept. */
    private void each(Activation activation, Consumer<StepHistory> act) {
        act.accept(steps[activation.node()]);
        if (activation.item() != Activation.NO_ITEM && activation.item() < Caps.ITEMS) {
            act.accept(items.computeIfAbsent(activation.node(), node -> new TreeMap<>())
                    .computeIfAbsent(activation.item(), item -> new StepHistory()));
        }
    }

    List<String> names() {
        return names;
    }

    StepHistory step(int node) {
        return steps[node];
    }

    /** The first {@link Caps#ITEMS} elements of a step with {@code for_each}, as far as they began; empty for another. */
    Map<Integer, StepHistory> items(int node) {
        return items.getOrDefault(node, Map.of());
    }

    /** What happened to the execution as a whole. */
    Course course() {
        return course;
    }

    /** The last changes, in order. */
    List<Change> changes() {
        return List.copyOf(changes);
    }

    /** How many changes there were in all. */
    long changed() {
        return changed;
    }

    /** When the last event was recorded. */
    long lastAt() {
        return lastAt;
    }
}
