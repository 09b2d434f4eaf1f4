package dev.orchestration.state.event;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event.AttemptEnded;
import dev.orchestration.state.event.Event.AttemptNoted;
import dev.orchestration.state.event.Event.AttemptStarted;
import java.util.ArrayList;
import java.util.List;

/** The reading half of {@link EventCodec}. */
final class EventDecoding {
    private EventDecoding() {}

    /** @throws OrchestrationException if the event is of a type that this version does not know, or malformed */
    static Event decode(EventReader in) {
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
            case "AttemptBeat" -> new Event.AttemptBeat(at, in.activation(), in.integer("attempt"), in.json("details"));
            case "TaskSubmitted" ->
                new Event.TaskSubmitted(
                        at, in.integer("node"), in.text("task"), in.object("spec"), texts(in.list("met")));
            case "Expanded" -> new Event.Expanded(at, in.integer("node"), in.integer("count"), in.listOrNull("items"));
            case "Activated" -> new Event.Activated(at, in.activation(), in.text("cause"));
            case "Skipped" -> new Event.Skipped(at, in.activation(), in.text("reason"));
            case "OutputCached" ->
                new Event.OutputCached(
                        at, in.activation(), in.text("key"), in.textOrNull("origin"), in.numberOrNull("expires"));
            case "NodeKept" -> KeptNodes.decode(at, in);
            case "WaitOpened" ->
                new Event.WaitOpened(
                        at,
                        in.activation(),
                        in.text("kind"),
                        in.numberOrNull("due"),
                        in.textOrNull("name"),
                        in.json("form"),
                        in.objectOrEmpty("terms"));
            case "WaitEnded" ->
                new Event.WaitEnded(at, in.activation(), in.text("how"), in.json("payload"), in.textOrNull("by"));
            case "WaitWithdrawn" -> new Event.WaitWithdrawn(at, in.activation());
            case "ChildBegun" -> new Event.ChildBegun(at, in.activation(), in.text("execution"));
            case "SignalReceived" -> new Event.SignalReceived(at, in.text("name"), in.json("payload"), in.text("by"));
            case "ExecutionCreated" ->
                new Event.ExecutionCreated(
                        at,
                        in.text("workflow"),
                        in.text("digest"),
                        in.object("parameters"),
                        in.text("session"),
                        in.text("mode"),
                        in.number("seed"),
                        in.text("directory"),
                        texts(in.list("allowed")),
                        in.textOrNull("request_key"),
                        in.textOrNull("origin"),
                        Parent.fromMap(in.json("parent")),
                        in.textOrNull("folder"),
                        ChildEventText.trace(in));
            case "ExecutionStarted" -> new Event.ExecutionStarted(at);
            case "ExecutionPaused" -> new Event.ExecutionPaused(at, in.text("reason"));
            case "ExecutionContinued" -> new Event.ExecutionContinued(at, in.text("by"));
            case "CancelRequested" -> cancelRequested(at, in);
            case "ExecutionCompensating" -> new Event.ExecutionCompensating(at, in.failure());
            case "ExecutionFinishing" ->
                new Event.ExecutionFinishing(at, Wire.parse(WorkflowStatus.class, in.text("status")), in.failure());
            case "ExecutionEnded" ->
                new Event.ExecutionEnded(
                        at, in.integer("round"), Wire.parse(WorkflowStatus.class, in.text("status")), in.failure());
            case "ExecutionReopened" ->
                new Event.ExecutionReopened(at, in.integer("round"), in.text("by"), nodes(in.list("nodes")));
            case "ContextChanged" -> new Event.ContextChanged(at, in.writes(), in.text("who"));
            case "Noted" -> new Event.Noted(at, in.text("namespace"), in.text("kind"), in.json("json"));
            case "OwnerTaken" -> new Event.OwnerTaken(at, in.number("epoch"), in.text("owner"));
            case "CommandReceived" ->
                new Event.CommandReceived(
                        at,
                        in.text("command"),
                        in.text("by"),
                        in.text("verb"),
                        in.textOrNull("execution"),
                        in.textOrNull("code"),
                        in.textOrNull("message"));
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
                in.output(),
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

    private static List<String> texts(List<?> raw) {
        return raw.stream().map(String::valueOf).toList();
    }

    private static List<Integer> nodes(List<?> raw) {
        List<Integer> nodes = new ArrayList<>(raw.size());
        for (Object node : raw) {
            nodes.add(Math.toIntExact((Long) node));
        }
        return List.copyOf(nodes);
    }
}
