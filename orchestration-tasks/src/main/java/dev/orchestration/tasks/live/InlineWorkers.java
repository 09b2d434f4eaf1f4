package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.OutputCache;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.Drive;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.Workers;
import dev.orchestration.tasks.secret.SecretVault;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Workers without threads, for tests that move the clock themselves: the code of an attempt runs on the thread that calls
 * {@link #carryOut}, and how long it takes is said by that code, not measured. Not thread-safe.
 */
public final class InlineWorkers implements Workers {
    private static final Failure INTERRUPTED = new Failure("Interrupted", "asked to end, and did", ErrorKind.CANCELLED);

    private final Home home;
    private final Clock clock;
    private final Deque<Inline> waiting = new ArrayDeque<>();
    private final PriorityQueue<Inline> lasting = new PriorityQueue<>(
            Comparator.comparingLong((Inline each) -> each.end).thenComparingLong(each -> each.seq));
    private @Nullable Inline running;
    private long started;

    /**
     * Makes workers.
     *
     * @param marks environment variables that every child process carries
     * @param environment variables that templates may read
     * @param outputs takes outputs that are too large for an event
     * @param cache outputs that are kept to be used again
     * @param secrets what templates may read and nobody may see
     */
    public InlineWorkers(
            Clock clock,
            Map<String, String> marks,
            Map<String, String> environment,
            Outputs outputs,
            OutputCache cache,
            SecretVault secrets) {
        this.clock = clock;
        Surroundings all = new Surroundings(clock, marks, environment, outputs, cache, secrets);
        this.home = new Home() {
            @Override
            public Surroundings surroundings() {
                return all;
            }

            @Override
            public Executor hooks() {
                return Runnable::run;
            }

            @Override
            public void seatLeft() {
                // Whatever is started has a place.
            }
        };
    }

    private final class Inline implements Carried {
        private final Attempt attempt;
        private final LiveAttempt live;
        private final long seq = started++;
        private long end;

        Inline(Attempt attempt) {
            this.attempt = attempt;
            this.live = new LiveAttempt(attempt, home);
        }

        void run() {
            Inline outer = running;
            running = this;
            end = now();
            boolean awaited;
            try {
                awaited = live.run(Drive.NO_READING);
            } finally {
                running = outer;
            }
            if (awaited && live.result != null && end > now()) {
                lasting.add(this);
            } else {
                live.report();
            }
        }

        /** At the end of the time that it takes. */
        void tell() {
            AttemptResult result = live.result;
            if (result != null) {
                attempt.returned(new AttemptResult(
                        result.outcome(),
                        result.startedAt(),
                        now(),
                        result.output(),
                        result.writes(),
                        result.error(),
                        result.log()));
            }
        }

        @Override
        public boolean hasBegun() {
            return live.hasBegun();
        }

        /** What takes its time ends at once, and what it would have come to never is. */
        @Override
        public void end(EndReason reason) {
            if (lasting.remove(this)) {
                AttemptResult result = live.result;
                attempt.returned(new AttemptResult(
                        Outcome.FAILED,
                        result == null ? now() : result.startedAt(),
                        now(),
                        null,
                        List.of(),
                        INTERRUPTED,
                        result == null ? null : result.log()));
            } else {
                waiting.remove(this);
                live.end(reason);
            }
        }

        @Override
        public void abandon() {
            live.abandon();
        }
    }

    private long now() {
        return clock.micros();
    }

    @Override
    public Carried start(Attempt attempt) {
        Inline inline = new Inline(attempt);
        waiting.add(inline);
        return inline;
    }

    /** Runs the code of the attempt that was started first; says whether there was one. */
    public boolean carryOut() {
        Inline next = waiting.poll();
        if (next != null) {
            next.run();
        }
        return next != null;
    }

    /** Called by the code of an attempt: the attempt takes so long, in which it may be asked to end. */
    public void lasts(Duration time) {
        if (running != null) {
            running.end = now() + time.toNanos() / 1_000;
        }
    }

    /** Called by the code of an attempt: the attempt ends when it is asked to, and not before. */
    public void hangs() {
        if (running != null) {
            running.end = Long.MAX_VALUE;
        }
    }

    /** When the next attempt ends of those that take their time, empty if none does; microseconds since 1970. */
    public OptionalLong nextEnd() {
        Inline next = lasting.peek();
        return next == null || next.end == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(next.end);
    }

    /** Tells of all attempts that end by now; says whether there were any. */
    public boolean tellOfTheEnded() {
        List<Inline> ended = new ArrayList<>();
        for (Inline next = lasting.peek(); next != null && next.end <= now(); next = lasting.peek()) {
            ended.add(lasting.remove());
        }
        ended.forEach(Inline::tell);
        return !ended.isEmpty();
    }

    /** The attempts that end only if they are asked to. */
    public List<Attempt> hanging() {
        return lasting.stream()
                .filter(each -> each.end == Long.MAX_VALUE)
                .map(each -> each.attempt)
                .toList();
    }

    /** The attempt whose code is running, for whoever waits in vain for its end. */
    public Optional<Attempt> running() {
        return Optional.ofNullable(running).map(each -> each.attempt);
    }

    @Override
    public void flush() {
        // Whatever is started waits to be carried out.
    }

    @Override
    public void close() {
        waiting.clear();
        lasting.clear();
    }
}
