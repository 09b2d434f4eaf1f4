package dev.orchestration.state.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
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
        if (!(Json.read(json) instanceof List<?> array)) {
            throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "a journal row is no JSON array");
        }
        List<Event> events = new ArrayList<>(array.size());
        for (Object element : array) {
            if (!(element instanceof Map<?, ?> fields)) {
                throw new OrchestrationException(ErrorCode.STORE_UNAVAILABLE, "a recorded event is no JSON object");
            }
            events.add(decode(new EventReader(fields)));
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
        } else if (event instanceof AttemptNoted e) {
            new EventWriter(out, "AttemptNoted", e.at())
                    .activation(e.activation())
                    .number("attempt", e.attempt())
                    .number("pid", e.pid())
                    .number("pid_start", e.pidStart())
                    .text("log", e.log())
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
        } else if (event instanceof Event.WaitOpened e) {
            new EventWriter(out, "WaitOpened", e.at())
                    .activation(e.activation())
                    .text("kind", e.kind())
                    .optional("due", e.due())
                    .end();
        } else if (event instanceof Event.WaitEnded e) {
            new EventWriter(out, "WaitEnded", e.at())
                    .activation(e.activation())
                    .text("how", e.how())
                    .json("payload", e.payload())
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
                .json("output", e.output())
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
        } else if (event instanceof Event.OwnerTaken e) {
            new EventWriter(out, "OwnerTaken", e.at())
                    .number("epoch", e.epoch())
                    .text("owner", e.owner())
                    .end();
        } else {
            throw new IllegalStateException("no JSON form for " + event.getClass());
        }
    }

    private static Event decode(EventReader in) {
        long at = in.number("at");
        String type = in.text("type");
        return switch (type) {
            case "AttemptStarted" ->
                new AttemptStarted(at, in.activation(), in.integer("attempt"), in.numberOrNull("deadline"));
            case "AttemptEnded" -> attemptEnded(at, in);
            case "AttemptNoted" ->
                new AttemptNoted(
                        at,
                        in.activation(),
                        in.integer("attempt"),
                        in.number("pid"),
                        in.number("pid_start"),
                        in.textOrNull("log"));
            case "Activated" -> new Event.Activated(at, in.activation(), in.text("cause"));
            case "Skipped" -> new Event.Skipped(at, in.activation(), in.text("reason"));
            case "WaitOpened" -> new Event.WaitOpened(at, in.activation(), in.text("kind"), in.numberOrNull("due"));
            case "WaitEnded" -> new Event.WaitEnded(at, in.activation(), in.text("how"), in.json("payload"));
            case "ExecutionCreated" ->
                new Event.ExecutionCreated(
                        at,
                        in.text("workflow"),
                        in.text("digest"),
                        in.object("parameters"),
                        in.text("session"),
                        in.text("mode"),
                        in.number("seed"),
                        in.text("directory"));
            case "ExecutionStarted" -> new Event.ExecutionStarted(at);
            case "ExecutionPaused" -> new Event.ExecutionPaused(at, in.text("reason"));
            case "ExecutionContinued" -> new Event.ExecutionContinued(at, in.text("by"));
            case "CancelRequested" -> cancelRequested(at, in);
            case "ExecutionEnded" ->
                new Event.ExecutionEnded(
                        at, in.integer("round"), Wire.parse(WorkflowStatus.class, in.text("status")), in.failure());
            case "ExecutionReopened" ->
                new Event.ExecutionReopened(at, in.integer("round"), in.text("by"), nodes(in.list("nodes")));
            case "ContextChanged" -> new Event.ContextChanged(at, in.writes(), in.text("who"));
            case "Noted" -> new Event.Noted(at, in.text("namespace"), in.text("kind"), in.json("json"));
            case "OwnerTaken" -> new Event.OwnerTaken(at, in.number("epoch"), in.text("owner"));
            default ->
                throw new OrchestrationException(
                        ErrorCode.STORE_UNAVAILABLE,
                        "the store holds an event '" + type + "' that this version does not know; use a newer version");
        };
    }

    private static AttemptEnded attemptEnded(long at, EventReader in) {
        return new AttemptEnded(
                at,
                in.activation(),
                in.integer("attempt"),
                Wire.parse(Outcome.class, in.text("outcome")),
                in.number("started_at"),
                in.number("ended_at"),
                in.json("output"),
                in.writes(),
                in.failure(),
                in.textOrNull("log"),
                Wire.parse(Next.class, in.text("next")),
                in.numberOrNull("next_at"));
    }

    private static Event.CancelRequested cancelRequested(long at, EventReader in) {
        Long node = in.numberOrNull("node");
        return new Event.CancelRequested(
                at,
                Wire.parse(CancelScope.class, in.text("scope")),
                node == null ? null : Math.toIntExact(node),
                in.text("by"),
                in.text("reason"));
    }

    private static List<Integer> nodes(List<?> raw) {
        List<Integer> nodes = new ArrayList<>(raw.size());
        for (Object node : raw) {
            nodes.add(Math.toIntExact((Long) node));
        }
        return List.copyOf(nodes);
    }
}
