package dev.orchestration.workflow.simulation;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.Workers;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Workers without threads: an attempt lies in a queue until the time at which its script ends it. Not thread-safe. */
final class SimulatedWorkers implements Workers {
    static final long NEVER = Long.MAX_VALUE;

    private static final Failure INTERRUPTED = new Failure("Interrupted", "asked to end, and did", ErrorKind.CANCELLED);

    private final Script script;
    private final LongSupplier micros;
    private final PriorityQueue<Working> working = new PriorityQueue<>();
    private final Map<Integer, Map<ResourceId, Double>> held = new HashMap<>();
    private long started;

    /** @param micros the time that it is */
    SimulatedWorkers(Script script, LongSupplier micros) {
        this.script = script;
        this.micros = micros;
    }

    private final class Working implements Carried, Comparable<Working> {
        private final Attempt attempt;
        private final Ending ending;
        private final long start = micros.getAsLong();
        private final long seq = started++;
        private long end;
        private boolean interrupted;

        Working(Attempt attempt, Ending ending) {
            this.attempt = attempt;
            this.ending = ending;
            this.end = start + ending.after().toNanos() / 1_000;
        }

        /** What is asked to end does so at once, unless it is just about to. */
        @Override
        public void end(EndReason reason) {
            long now = micros.getAsLong();
            if (end > now && working.remove(this)) {
                end = now;
                interrupted = true;
                working.add(this);
            }
        }

        @Override
        public void abandon() {
            // Nothing here ignores the request to end.
        }

        void tell() {
            Failure error = interrupted ? INTERRUPTED : ending.error();
            Outcome outcome = error == null ? Outcome.COMPLETED : Outcome.FAILED;
            Object output = error == null ? ending.output() : null;
            attempt.returned(new AttemptResult(outcome, start, end, output, List.of(), error, null));
        }

        @Override
        public int compareTo(Working other) {
            return end != other.end ? Long.compare(end, other.end) : Long.compare(seq, other.seq);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return Long.hashCode(seq);
        }
    }

    @Override
    public Carried start(Attempt attempt) {
        attempt.begun(micros.getAsLong());
        held.put(attempt.activation().node(), attempt.amounts());
        Working next = new Working(attempt, script.ending(attempt.activation().node(), attempt.number()));
        working.add(next);
        return next;
    }

    /** What the last attempt of a node was given. */
    Map<ResourceId, Double> held(int node) {
        return held.getOrDefault(node, Map.of());
    }

    /** When the next attempt ends, {@link #NEVER} if nothing runs; microseconds since 1970. */
    long nextEnd() {
        Working next = working.peek();
        return next == null ? NEVER : next.end;
    }

    /** Tells of everything that ends by now. */
    void tellOfTheEnded() {
        long now = micros.getAsLong();
        for (Working next = working.peek(); next != null && next.end <= now; next = working.peek()) {
            working.remove();
            next.tell();
        }
    }

    @Override
    public void flush() {
        // Whatever is started has begun.
    }

    @Override
    public void close() {
        working.clear();
    }
}
