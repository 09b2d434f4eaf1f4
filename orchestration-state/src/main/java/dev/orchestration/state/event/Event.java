package dev.orchestration.state.event;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.Failure;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.TraceContext;
import dev.orchestration.state.WorkflowStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One recorded fact. Immutable. {@link EventCodec} gives its JSON form. */
public sealed interface Event {
    /** When it was recorded: microseconds since 1970. */
    long at();

    /** The output that the event names and that a store keeps beside its events; null if there is none. */
    default @Nullable LargeOutput largeOutput() {
        Object output = null;
        if (this instanceof AttemptEnded e) {
            output = e.output();
        } else if (this instanceof NodeKept e) {
            output = e.output();
        }
        return output instanceof LargeOutput large ? large : null;
    }

    /**
     * An execution was accepted. The definition's text is stored once under its digest, so recovery needs no file.
     *
     * @param requestKey under which it was asked for, null for none; no two executions of a store have the same
     * @param origin the execution of which it is a fork, null for none
     * @param parent the step of another execution that waits for it, null for none
     * @param folder in which the file of its definition lies, null where that is not known
     * @param trace the span that asked for it, null for none: then the execution begins a trace of its own
     */
    record ExecutionCreated(
            long at,
            String workflow,
            String digest,
            Map<String, Object> parameters,
            String session,
            String mode,
            long seed,
            String directory,
            List<String> allowed,
            @Nullable String requestKey,
            @Nullable String origin,
            @Nullable Parent parent,
            @Nullable String folder,
            @Nullable TraceContext trace)
            implements Event {
        public ExecutionCreated(
                long at,
                String workflow,
                String digest,
                Map<String, Object> parameters,
                String session,
                String mode,
                long seed,
                String directory,
                List<String> allowed) {
            this(at, workflow, digest, parameters, session, mode, seed, directory, allowed, null);
        }

        /** One that is no fork. */
        public ExecutionCreated(
                long at,
                String workflow,
                String digest,
                Map<String, Object> parameters,
                String session,
                String mode,
                long seed,
                String directory,
                List<String> allowed,
                @Nullable String requestKey) {
            this(
                    at,
                    workflow,
                    digest,
                    parameters,
                    session,
                    mode,
                    seed,
                    directory,
                    allowed,
                    requestKey,
                    null,
                    null,
                    null,
                    null);
        }

        /** One that begins a trace of its own. */
        public ExecutionCreated(
                long at,
                String workflow,
                String digest,
                Map<String, Object> parameters,
                String session,
                String mode,
                long seed,
                String directory,
                List<String> allowed,
                @Nullable String requestKey,
                @Nullable String origin,
                @Nullable Parent parent,
                @Nullable String folder) {
            this(
                    at,
                    workflow,
                    digest,
                    parameters,
                    session,
                    mode,
                    seed,
                    directory,
                    allowed,
                    requestKey,
                    origin,
                    parent,
                    folder,
                    null);
        }
    }

    /** The execution was admitted: its steps may start. */
    record ExecutionStarted(long at) implements Event {}

    /** Nothing of the execution runs or starts until somebody continues it. */
    record ExecutionPaused(long at, String reason) implements Event {
        /** Whether an execution that paused for this reason did so because its process ended: nobody meant the execution. */
        public static boolean isEndOfOwner(@Nullable String reason) {
            return "shutdown".equals(reason) || "interrupted".equals(reason);
        }

        /** As {@link #isEndOfOwner(String)}. */
        public boolean isEndOfOwner() {
            return isEndOfOwner(reason);
        }
    }

    /** A paused execution goes on. */
    record ExecutionContinued(long at, String by) implements Event {}

    /**
     * Somebody asked for an end.
     *
     * @param node the step's node where the scope is a step, else null
     * @param by a person, a session, or the engine's own {@link #BY_TIMEOUT} and {@link #BY_ON_FAILURE}
     */
    record CancelRequested(
            long at, CancelScope scope, @Nullable Integer node, String by, String reason) implements Event {
        /** The execution's own timeout asked: it ends failed, not cancelled. */
        public static final String BY_TIMEOUT = "timeout";
        /** {@code on_failure: stop} asked. */
        public static final String BY_ON_FAILURE = "on_failure";
        /** {@code fail_fast} of a map asked, as one of its items failed: the map ends failed, not cancelled. */
        public static final String BY_FAIL_FAST = "fail_fast";
        /** {@code on_conflict: skip} asked: the execution ends before it begins. */
        public static final String BY_SKIP = "on_conflict skip";
        /** {@code on_conflict: cancel_running} of another execution asked. */
        public static final String BY_CANCEL_RUNNING = "on_conflict cancel_running";
    }

    /**
     * The execution would end failed now: from now on what is completed and can be undone is, one after the other, the last
     * first. What that is, and in which order, follows from the events before.
     *
     * @param error why it would end failed
     */
    record ExecutionCompensating(long at, @Nullable Failure error) implements Event {}

    /**
     * All steps have ended but those of {@code finally}, which may start from now on.
     *
     * @param status how the execution would end now
     * @param error why, null if it would be completed
     */
    record ExecutionFinishing(
            long at, WorkflowStatus status, @Nullable Failure error) implements Event {}

    /** One round of the execution is over. */
    record ExecutionEnded(
            long at,
            int round,
            WorkflowStatus status,
            @Nullable Failure error) implements Event {}

    /** A retry by hand: the named nodes get a new activation, what is completed stays. */
    record ExecutionReopened(long at, int round, String by, List<Integer> nodes) implements Event {}

    /**
     * A plan that grows got another task; this is all that a reader of the history needs to know of it.
     *
     * @param node the next free index of the plan
     * @param task the task's id, unique in the plan
     * @param spec the whole task in its JSON form
     * @param met ids of dependencies that an earlier queue has completed, so that nobody waits for them
     */
    record TaskSubmitted(long at, int node, String task, Map<String, Object> spec, List<String> met) implements Event {}

    /**
     * A map goes through its list: each element is an item of the node, with activations of its own. Recorded once more when
     * a map goes on after a retry by hand, or begins anew with another list.
     *
     * @param count how many elements the list has
     * @param items the list, where reading it again could give another one; null elsewhere, and when the map only goes on. A
     *     map that has begun and gets a list begins anew
     */
    record Expanded(long at, int node, int count, @Nullable List<?> items) implements Event {}

    /**
     * A node's activation may start although that is not derived from settled dependencies alone.
     *
     * @param cause {@link #RUN_IF}: its condition held; {@link #LOOP}: the activation before it completed, and {@code until}
     *     does not hold; {@link #COMPENSATE}: it undoes what is completed, as the execution failed
     */
    record Activated(long at, Activation activation, String cause) implements Event {
        public static final String RUN_IF = "run_if";
        public static final String LOOP = "loop";
        public static final String COMPENSATE = "compensate";
    }

    /** A node was not to run. */
    record Skipped(long at, Activation activation, String reason) implements Event {}

    /**
     * A fork keeps what an activation came to in another execution: it is over here without an attempt. Recorded with {@link
     * ExecutionCreated}, in the order in which it was there.
     *
     * @param origin the execution that did it
     * @param status {@link #COMPLETED}, {@link #SKIPPED}, or {@link #AGAIN}: of one that went on to its next activation only
     *     the writes are kept
     * @param output as that of {@link AttemptEnded}
     */
    record NodeKept(
            long at,
            Activation activation,
            String origin,
            String status,
            @Nullable Object output,
            List<ContextWrite> writes)
            implements Event {
        public static final String COMPLETED = "completed";
        public static final String SKIPPED = "skipped";
        public static final String AGAIN = "again";

        /** Whether the activation is over with it. */
        public boolean settles() {
            return !status.equals(AGAIN);
        }
    }

    /** @param deadline when it times out, microseconds since 1970, null for never */
    record AttemptStarted(
            long at,
            Activation activation,
            int attempt,
            @Nullable Long deadline) implements Event {}

    /**
     * What became known while an attempt ran.
     *
     * @param pid the process that does its work, 0 if none
     * @param pidStart the start time of that process in clock ticks since boot
     * @param log where its output goes, relative to the store's log folder
     */
    record AttemptNoted(
            long at,
            Activation activation,
            int attempt,
            long pid,
            long pidStart,
            @Nullable String log) implements Event {}

    /**
     * A running attempt reported how far it is.
     *
     * @param details what it wants the next attempt to know
     */
    record AttemptBeat(
            long at,
            Activation activation,
            int attempt,
            @Nullable Object details) implements Event {}

    /**
     * The end of an attempt; the only event that carries an outcome.
     *
     * @param output JSON, or a {@link dev.orchestration.state.LargeOutput} that the store keeps beside its events
     */
    record AttemptEnded(
            long at,
            Activation activation,
            int attempt,
            Outcome outcome,
            long startedAt,
            long endedAt,
            @Nullable Object output,
            List<ContextWrite> writes,
            @Nullable Failure error,
            @Nullable String log,
            Next next,
            @Nullable Long nextAt)
            implements Event {}

    /**
     * The output of an attempt that has just completed is kept to be used again, or is one that was kept.
     *
     * @param key digest of everything that the output depends on
     * @param origin the execution whose output it is; null if the attempt gave it itself, and it is kept from now on
     * @param expires when it is of no use any more, microseconds since 1970; null for never, and for one that was kept
     */
    record OutputCached(
            long at,
            Activation activation,
            String key,
            @Nullable String origin,
            @Nullable Long expires) implements Event {}

    /**
     * A step waits without holding a worker.
     *
     * @param kind {@link #TIMER}: for a while; {@link #TIMEOUT}: as long as it may, as it would have to wait longer; {@link
     *     #UNTIL}: for a time of the wall clock; {@link #SIGNAL}; {@link #APPROVAL}: for a person; {@link #CHILD}: for an
     *     execution of its own
     * @param due when it ends by itself, microseconds since 1970, null for never
     * @param name the signal that it waits for, what it asks a person, or the request key of the execution; null for none
     * @param form JSON Schema of what a person has to give with an approval, null for none
     * @param terms who or what ends it: of a signal what must come with it, of an approval who may give it and what follows
     *     if nobody does; empty if anything will do
     */
    record WaitOpened(
            long at,
            Activation activation,
            String kind,
            @Nullable Long due,
            @Nullable String name,
            @Nullable Object form,
            Map<String, Object> terms)
            implements Event {
        public static final String TIMER = "timer";
        public static final String TIMEOUT = "timeout";
        public static final String UNTIL = "until";
        public static final String SIGNAL = "signal";
        public static final String APPROVAL = "approval";
        public static final String CHILD = "child";

        public WaitOpened(long at, Activation activation, String kind, @Nullable Long due) {
            this(at, activation, kind, due, null, null, Map.of());
        }

        /** Whether it has failed, and is not over well, once it is due. */
        public boolean expires() {
            return !kind.equals(TIMER) && !kind.equals(UNTIL);
        }
    }

    /**
     * A wait is over.
     *
     * @param how {@link #DUE}: the step that waited is completed; {@link #RETRY}: the backoff is over, or the execution that
     *     the step waited for has ended, and an attempt follows; {@link #EXPIRED} and {@link #REJECTED}: the step failed, and the payload is the failure; {@link #ANSWERED}: it is
     *     completed, and the payload is its output
     * @param by who answered, or the execution that has ended; null if nobody did
     */
    record WaitEnded(
            long at,
            Activation activation,
            String how,
            @Nullable Object payload,
            @Nullable String by) implements Event {
        public static final String DUE = "due";
        public static final String RETRY = "retry";
        public static final String EXPIRED = "expired";
        public static final String ANSWERED = "answered";
        public static final String REJECTED = "rejected";

        public WaitEnded(long at, Activation activation, String how, @Nullable Object payload) {
            this(at, activation, how, payload, null);
        }

        /** Whether the step that waited has failed. */
        public boolean failed() {
            return how.equals(EXPIRED) || how.equals(REJECTED);
        }
    }

    /**
     * The execution that a step waits for has begun; whether it has is also known by its request key.
     *
     * @param execution its id
     */
    record ChildBegun(long at, Activation activation, String execution) implements Event {}

    /**
     * A step waits no longer for anything but the end of the execution that it waited for, which is asked to end: its time
     * is up.
     */
    record WaitWithdrawn(long at, Activation activation) implements Event {}

    /** A signal came; it is kept until a step waits for one of this name, and ends one wait. */
    record SignalReceived(long at, String name, @Nullable Object payload, String by) implements Event {}

    /** Values of the context were set or removed, by somebody outside of an attempt too. */
    record ContextChanged(long at, List<ContextWrite> writes, String who) implements Event {}

    /** What an extension wants kept; the kernel never reads it. */
    record Noted(
            long at,
            String namespace,
            String kind,
            @Nullable Object json) implements Event {
        /** The namespace of what is noted of keys. */
        public static final String CONCURRENCY = "concurrency";
        /** An execution has to wait for its key. */
        public static final String QUEUED = "queued";

        /** Whether it tells that the execution waits for its key. */
        public boolean isQueued() {
            return namespace.equals(CONCURRENCY) && kind.equals(QUEUED);
        }
    }

    /** A process became the owner of the store. */
    record OwnerTaken(long at, long epoch, String owner) implements Event {}

    /**
     * The owner of the store has done, in this very commit, what a command asked for, or refused it.
     *
     * @param command the command's id
     * @param by who asked
     * @param verb what for
     * @param execution the one that it was about or that it began, null if there is none
     * @param code the {@link dev.orchestration.state.ErrorCode} of a refusal, null if it was done
     * @param message why it was refused, null if it was done
     */
    record CommandReceived(
            long at,
            String command,
            String by,
            String verb,
            @Nullable String execution,
            @Nullable String code,
            @Nullable String message)
            implements Event {
        public boolean isRefused() {
            return code != null;
        }
    }
}
