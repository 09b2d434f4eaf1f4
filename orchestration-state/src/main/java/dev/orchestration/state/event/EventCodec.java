package dev.orchestration.state.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event.AttemptEnded;
import dev.orchestration.state.event.Event.AttemptNoted;
import dev.orchestration.state.event.Event.AttemptStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The JSON form of events: one object each with {@code type}, {@code at} and the event's own fields; a null field is left
 * out. A store keeps the events of one commit as one array.
 */
public final class EventCodec {
    private EventCodec() {}

    /** The events of one commit as a JSON array. */
    public static String encode(List<Event> events) {
        StringBuilder out = new StringBuilder(128 * events.size() + 2).append('[');
        for (int i = 0; i < events.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            encode(out, events.get(i));
        }
        return out.append(']').toString();
    }

    /**
     * Reads what {@link #encode(List)} wrote.
     *
     * @throws OrchestrationException if the text is no such array, or holds an event this version does not know
     */
    public static List<Event> decode(String json) {
        return decode(json, LargeOutput.NOWHERE);
    }

    /**
     * As {@link #decode(String)}.
     *
     * @param source where the outputs are that are too large for an event
     */
    public static List<Event> decode(String json, LargeOutput.Source source) {
        try {
            List<Event> events = Json.read(json, in -> new RowReader(in, source).read());
            return events == null ? decodeStrangeRow(json, source) : events;
        } catch (IllegalArgumentException | ArithmeticException | ClassCastException e) {
            // A word, a number or a type that no event has there: the row was damaged, or is of a newer version.
            throw new OrchestrationException(
                    ErrorCode.STORE_UNAVAILABLE, "a recorded event cannot be read: " + e.getMessage(), e);
        }
    }

    /** One that tells what is wrong with it, or that holds the fields of an event in another order than ours. */
    private static List<Event> decodeStrangeRow(String json, LargeOutput.Source source) {
        if (!(Json.read(json) instanceof List<?> array)) {
            throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "a journal row is no JSON array");
        }
        List<Event> events = new ArrayList<>(array.size());
        for (Object element : array) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "a recorded event is no JSON object");
            }
            events.add(EventDecoding.decode(new EventReader(fields, source)));
        }
        return events;
    }

    private static void encode(StringBuilder out, Event event) {
        if (event instanceof AttemptStarted e) {
            new EventWriter(out, "AttemptStarted", e.at())
                    .activation(e.activation())
                    .number("attempt", e.attempt())
                    .optional("deadline", e.deadline())
                    .end();
        } else if (event instanceof AttemptEnded e) {
            encode(out, e);
        } else {
            encodeOfStep(out, event);
        }
    }

    /** What is recorded of a step beside the two events that each step has. */
    private static void encodeOfStep(StringBuilder out, Event event) {
        if (event instanceof AttemptNoted e) {
            new EventWriter(out, "AttemptNoted", e.at())
                    .activation(e.activation())
                    .number("attempt", e.attempt())
                    .number("pid", e.pid())
                    .number("pid_start", e.pidStart())
                    .text("log", e.log())
                    .end();
        } else if (event instanceof Event.TaskSubmitted e) {
            new EventWriter(out, "TaskSubmitted", e.at())
                    .number("node", e.node())
                    .text("task", e.task())
                    .json("spec", e.spec())
                    .json("met", e.met().isEmpty() ? null : e.met())
                    .end();
        } else if (event instanceof Event.AttemptBeat e) {
            new EventWriter(out, "AttemptBeat", e.at())
                    .activation(e.activation())
                    .number("attempt", e.attempt())
                    .json("details", e.details())
                    .end();
        } else if (event instanceof Event.Expanded e) {
            new EventWriter(out, "Expanded", e.at())
                    .number("node", e.node())
                    .number("count", e.count())
                    .json("items", e.items())
                    .end();
        } else if (event instanceof Event.Activated e) {
            new EventWriter(out, "Activated", e.at())
                    .activation(e.activation())
                    .text("cause", e.cause())
                    .end();
        } else if (event instanceof Event.Skipped e) {
            new EventWriter(out, "Skipped", e.at())
                    .activation(e.activation())
                    .text("reason", e.reason())
                    .end();
        } else if (event instanceof Event.OutputCached e) {
            new EventWriter(out, "OutputCached", e.at())
                    .activation(e.activation())
                    .text("origin", e.origin())
                    .word("key", e.key())
                    .optional("expires", e.expires())
                    .end();
        } else if (event instanceof Event.NodeKept e) {
            KeptNodes.encode(out, e);
        } else if (event instanceof Event.WaitOpened e) {
            new EventWriter(out, "WaitOpened", e.at())
                    .activation(e.activation())
                    .text("kind", e.kind())
                    .optional("due", e.due())
                    .text("name", e.name())
                    .json("form", e.form())
                    .json("terms", e.terms().isEmpty() ? null : e.terms())
                    .end();
        } else if (event instanceof Event.WaitEnded e) {
            new EventWriter(out, "WaitEnded", e.at())
                    .activation(e.activation())
                    .text("how", e.how())
                    .json("payload", e.payload())
                    .text("by", e.by())
                    .end();
        } else if (event instanceof Event.SignalReceived e) {
            new EventWriter(out, "SignalReceived", e.at())
                    .text("name", e.name())
                    .json("payload", e.payload())
                    .text("by", e.by())
                    .end();
        } else {
            encodeRare(out, event);
        }
    }

    private static void encode(StringBuilder out, AttemptEnded e) {
        new EventWriter(out, "AttemptEnded", e.at())
                .activation(e.activation())
                .number("attempt", e.attempt())
                .word("outcome", e.outcome().wire())
                .number("started_at", e.startedAt())
                .number("ended_at", e.endedAt())
                .output(e.output())
                .writes(e.writes())
                .failure(e.error())
                .text("log", e.log())
                .word("next", e.next().wire())
                .optional("next_at", e.nextAt())
                .end();
    }

    /** Events of the execution as a whole; {@link Event} is sealed, so what is not listed cannot exist. */
    private static void encodeRare(StringBuilder out, Event event) {
        if (event instanceof Event.ExecutionCreated e) {
            new EventWriter(out, "ExecutionCreated", e.at())
                    .text("workflow", e.workflow())
                    .text("digest", e.digest())
                    .json("parameters", e.parameters())
                    .text("session", e.session())
                    .text("mode", e.mode())
                    .number("seed", e.seed())
                    .text("directory", e.directory())
                    .json("allowed", e.allowed().isEmpty() ? null : e.allowed())
                    .text("request_key", e.requestKey())
                    .text("origin", e.origin())
                    .json("parent", ChildEventText.parent(e))
                    .text("folder", e.folder())
                    .text("traceparent", ChildEventText.traceparent(e))
                    .text("tracestate", ChildEventText.tracestate(e))
                    .end();
        } else if (event instanceof Event.ExecutionStarted e) {
            new EventWriter(out, "ExecutionStarted", e.at()).end();
        } else if (event instanceof Event.ExecutionPaused e) {
            new EventWriter(out, "ExecutionPaused", e.at())
                    .text("reason", e.reason())
                    .end();
        } else if (event instanceof Event.ExecutionContinued e) {
            new EventWriter(out, "ExecutionContinued", e.at())
                    .text("by", e.by())
                    .end();
        } else if (event instanceof Event.CancelRequested e) {
            new EventWriter(out, "CancelRequested", e.at())
                    .word("scope", e.scope().wire())
                    .optional("node", e.node())
                    .text("by", e.by())
                    .text("reason", e.reason())
                    .end();
        } else if (event instanceof Event.ExecutionCompensating e) {
            new EventWriter(out, "ExecutionCompensating", e.at())
                    .failure(e.error())
                    .end();
        } else if (event instanceof Event.ExecutionFinishing e) {
            new EventWriter(out, "ExecutionFinishing", e.at())
                    .word("status", e.status().wire())
                    .failure(e.error())
                    .end();
        } else if (event instanceof Event.ExecutionEnded e) {
            new EventWriter(out, "ExecutionEnded", e.at())
                    .number("round", e.round())
                    .word("status", e.status().wire())
                    .failure(e.error())
                    .end();
        } else if (event instanceof Event.ExecutionReopened e) {
            new EventWriter(out, "ExecutionReopened", e.at())
                    .number("round", e.round())
                    .text("by", e.by())
                    .json("nodes", e.nodes())
                    .end();
        } else if (event instanceof Event.ContextChanged e) {
            new EventWriter(out, "ContextChanged", e.at())
                    .writes(e.writes())
                    .text("who", e.who())
                    .end();
        } else if (event instanceof Event.Noted e) {
            new EventWriter(out, "Noted", e.at())
                    .text("namespace", e.namespace())
                    .text("kind", e.kind())
                    .json("json", e.json())
                    .end();
        } else if (!ChildEventText.append(out, event) && !EngineEventText.append(out, event)) {
            throw new IllegalStateException("no JSON form for " + event.getClass());
        }
    }
}
