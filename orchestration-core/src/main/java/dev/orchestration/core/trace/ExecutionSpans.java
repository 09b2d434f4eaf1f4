package dev.orchestration.core.trace;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.tasks.orchestrator.ExecutionListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Makes spans of what was committed. One that a caller did not want recorded (the flags of its {@code traceparent} say so) has
 * none. Confined to the thread that tells it.
 */
public final class ExecutionSpans implements ExecutionListener {
    private final SpanSink sink;
    private final Archive archive;
    private final Map<ExecutionId, Optional<Subject>> subjects = new HashMap<>();

    /** @param archive where is looked up how executions of earlier owners began */
    public ExecutionSpans(SpanSink sink, Archive archive) {
        this.sink = sink;
        this.archive = archive;
    }

    @Override
    public void committed(ExecutionId execution, List<Event> events) {
        Optional<Subject> subject = subjects.computeIfAbsent(execution, id -> subject(id, events));
        if (subject.isPresent()) {
            List<Span> spans = new ArrayList<>();
            events.forEach(event -> subject.get().tell(event, spans));
            if (!spans.isEmpty()) {
                sink.take(spans);
            }
        }
        if (events.stream().anyMatch(Event.ExecutionEnded.class::isInstance)) {
            subjects.remove(execution);
        }
    }

    private Optional<Subject> subject(ExecutionId id, List<Event> events) {
        for (Event event : events) {
            if (event instanceof Event.ExecutionCreated created) {
                return Subject.of(id, created, archive);
            }
        }
        return Subject.recorded(id, archive);
    }
}
