package dev.orchestration.tasks.action;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.TraceContext;
import dev.orchestration.tasks.secret.Masks;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** What an action may know and use during one attempt. Valid until the attempt ends; thread-safe. */
public interface ActionContext {
    /** The largest details of a heartbeat. Unit: characters of JSON. */
    int MAX_HEARTBEAT_DETAILS = 64 << 10;

    /** The parameters with all templates rendered; immutable JSON. */
    Map<String, Object> parameters();

    /** The shared context as it was when the attempt started, plus this attempt's own writes. */
    AttemptContext context();

    ExecutionId execution();

    /** The step's name, with {@code [item]} and {@code #n} where there are such. */
    String step();

    /** From 1. */
    int attempt();

    /** When this attempt times out, if ever. */
    Optional<Instant> deadline();

    /** Whether the attempt was asked to end: by cancel, timeout or shutdown. */
    boolean cancelled();

    /** Calls {@code hook} once, on another thread, when the attempt is asked to end; at once if it was already. */
    void onCancel(Runnable hook);

    /** Says that the attempt lives, to which a {@code heartbeat_timeout} holds it. Cheap; call it as often as you like. */
    void heartbeat();

    /**
     * Says that the attempt lives and how far it is. If it fails, or the process dies, the next attempt gets the last details;
     * they are recorded at most once a second, so a process that dies may take the last second's with it.
     *
     * @param details anything that {@link dev.orchestration.state.Json#freeze} accepts, at most {@link
     *     #MAX_HEARTBEAT_DETAILS}
     * @throws dev.orchestration.state.OrchestrationException ({@code NOT_JSON} or {@code BAD_PARAMETERS}) if it is not
     */
    void heartbeat(Object details);

    /** What an attempt before this one told last with {@link #heartbeat(Object)}. */
    Optional<JsonValue> heartbeatDetails();

    /** Writes one line to the attempt's log. */
    void log(String line);

    /** The attempt's log file, for output that comes as bytes. */
    AttemptLog output();

    /** The directory of the execution and what else its paths may reach. */
    WorkingDirectory directory();

    /** The same text for every attempt of this activation, to be handed to services that must not act twice. */
    String idempotencyKey();

    /**
     * The span of this attempt as W3C Trace Context names it, to be handed on to whatever the attempt calls: as the header
     * {@code traceparent}, or the variable {@code TRACEPARENT}. Built-in actions do that by themselves.
     */
    default TraceContext trace() {
        return TraceContext.of(execution().value()).child(execution() + "/" + step() + "/" + attempt());
    }

    /** The text of {@link #trace()}. */
    default String traceparent() {
        return trace().traceparent();
    }

    /** Marks for child processes, by which they are found and ended if this process dies. */
    Map<String, String> processMarks();

    /**
     * What hides secrets. Logs, outputs, context, heartbeats and failures need no help: they are hidden anyway. It is for
     * what leaves the attempt in another way, or is cut before it is recorded.
     */
    default Masks masks() {
        return Masks.NONE;
    }

    /** Records which process does the work, so that it can be found again after a crash. */
    void noteProcess(long pid, long pidStart);
}
