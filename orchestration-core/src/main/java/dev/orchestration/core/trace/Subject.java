package dev.orchestration.core.trace;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.tasks.orchestrator.AttemptKey;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.tasks.orchestrator.Traces;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One execution of which spans are made. Confined to one thread. */
final class Subject {
    private static final int SAMPLED = 1;

    private final ExecutionId id;
    private final Event.ExecutionCreated created;
    private final List<String> nodes;
    private final boolean isQueue;
    private final TraceContext trace;
    private final Map<Integer, String> tasks = new HashMap<>();
    private final Map<Activation, Event.WaitOpened> waits = new HashMap<>();
    private long roundBegan;

    private Subject(ExecutionId id, Event.ExecutionCreated created, List<String> nodes) {
        this.id = id;
        this.created = created;
        this.nodes = nodes;
        this.isQueue = QueueHosting.isQueue(created.session(), id);
        this.trace = Traces.of(id, created);
        this.roundBegan = created.at();
    }

    /** Empty where the caller wants no spans. */
    static Optional<Subject> of(ExecutionId id, Event.ExecutionCreated created, Archive archive) {
        TraceContext asking = created.trace();
        if (asking != null && (Integer.parseInt(asking.flags(), 16) & SAMPLED) == 0) {
            return Optional.empty();
        }
        return Optional.of(new Subject(
                id, created, archive.definitionNodes(created.digest()).orElse(List.of())));
    }

    /** One of an earlier owner, with what it had begun. */
    static Optional<Subject> recorded(ExecutionId id, Archive archive) {
        List<Event> events = archive.events(id);
        Optional<Subject> subject = events.stream()
                .filter(Event.ExecutionCreated.class::isInstance)
                .findFirst()
                .flatMap(event -> of(id, (Event.ExecutionCreated) event, archive));
        subject.ifPresent(found -> events.forEach(found::remember));
        return subject;
    }

    private void remember(Event event) {
        if (event instanceof Event.TaskSubmitted e) {
            Object name = e.spec().get("name");
            tasks.put(e.node(), name == null ? e.task() : String.valueOf(name));
        } else if (event instanceof Event.WaitOpened e) {
            waits.put(e.activation(), e);
        } else if (event instanceof Event.ExecutionReopened e) {
            roundBegan = e.at();
        }
    }

    void tell(Event event, List<Span> spans) {
        remember(event);
        if (event instanceof Event.AttemptEnded e) {
            spans.add(attempt(e));
            if (isQueue && e.next() != Next.RETRY && e.next() != Next.RERUN) {
                tasks.remove(e.activation().node());
            }
        } else if (event instanceof Event.WaitEnded e) {
            Event.WaitOpened wait = waits.remove(e.activation());
            if (wait != null && !wait.kind().equals("child")) { // the attempt of the step lasts as long as its child
                spans.add(wait(wait, e));
            }
        } else if (event instanceof Event.ExecutionEnded e && !isQueue) {
            spans.add(execution(e));
        }
    }

    private Span execution(Event.ExecutionEnded e) {
        boolean first = e.round() == 1;
        TraceContext asking = created.trace();
        Map<String, Object> attributes = attributes();
        attributes.put("orchestration.status", e.status().wire());
        attributes.put("orchestration.round", (long) e.round());
        return new Span(
                first ? trace : trace.child(id + " round " + e.round()),
                first ? (asking == null ? null : asking.spanId()) : trace.spanId(),
                created.workflow(),
                first ? created.at() : roundBegan,
                e.at(),
                attributes,
                failure(e.error(), e.status().wire(), "completed"));
    }

    private Span attempt(Event.AttemptEnded e) {
        AttemptKey key = new AttemptKey(id, e.activation(), e.attempt());
        Map<String, Object> attributes = attributes();
        attributes.put("orchestration.step", label(e.activation()));
        attributes.put("orchestration.attempt", (long) e.attempt());
        attributes.put("orchestration.outcome", e.outcome().wire());
        Failure error = e.error();
        if (error != null) {
            attributes.put("error.type", error.type());
        }
        return new Span(
                Traces.of(key, created),
                isQueue ? null : trace.spanId(),
                label(e.activation()),
                e.startedAt(),
                e.endedAt(),
                attributes,
                failure(error, e.outcome().wire(), Outcome.COMPLETED.wire()));
    }

    private Span wait(Event.WaitOpened wait, Event.WaitEnded e) {
        Map<String, Object> attributes = attributes();
        attributes.put("orchestration.step", label(wait.activation()));
        attributes.put("orchestration.wait", wait.kind());
        attributes.put("orchestration.wait.end", e.how());
        TraceContext above = Traces.above(id, wait.activation(), created);
        return new Span(
                above.child(id + " wait " + wait.activation() + " " + wait.at()),
                isQueue ? null : above.spanId(),
                label(wait.activation()) + " waits",
                wait.at(),
                e.at(),
                attributes,
                null);
    }

    private Map<String, Object> attributes() {
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("orchestration.execution", id.value());
        attributes.put("orchestration.workflow", created.workflow());
        return attributes;
    }

    private String label(Activation activation) {
        int node = activation.node();
        String name = isQueue ? tasks.get(node) : node < nodes.size() ? nodes.get(node) : null;
        return activation.label(name == null ? "step " + node : name);
    }

    private static @Nullable String failure(@Nullable Failure error, String how, String good) {
        return how.equals(good) ? null : error == null ? how : error.message();
    }
}
