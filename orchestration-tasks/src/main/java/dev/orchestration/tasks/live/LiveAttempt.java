package dev.orchestration.tasks.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.CachedOutput;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.AttemptContext;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.Drive;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.process.FileAttemptLog;
import dev.orchestration.tasks.secret.SecretVault;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * One attempt in the hands of the thread that claimed it, which calls {@link #run} and then {@link #report}; everything else
 * may be called from any thread. What few attempts use is made when it is first used.
 */
final class LiveAttempt extends Cancellation implements AttemptWork.Frame, Turn {
    /** What takes no longer is brief. Unit: microseconds. */
    static final long BRIEF = 25;

    private final Attempt attempt;
    private final Home home;
    /** What it tells, null before it was run. */
    @Nullable
    AttemptResult result;

    /** The loop's: who has its seat, or had it last. */
    private @Nullable SeatLoan loan;
    /** The running thread's: whether it went on although no seat may have been free. */
    private boolean overdrawn;

    @GuardedBy("this")
    private @Nullable AttemptContext context;

    @GuardedBy("this")
    private @Nullable FileAttemptLog log;

    /** Whether {@link #context} or {@link #log} was made; what the running thread made itself it sees without the lock. */
    private volatile boolean used;

    LiveAttempt(Attempt attempt, Home home) {
        this.attempt = attempt;
        this.home = home;
    }

    Attempt attempt() {
        return attempt;
    }

    /**
     * Does the work, unless the attempt was asked to end before.
     *
     * @param reading of the wall clock, made a moment ago, or {@link Drive#NO_READING}
     * @return whether somebody waits for the end, so that the thread is still the attempt's
     */
    boolean run(long reading) {
        long startedAt = reading == Drive.NO_READING ? now() : reading;
        attempt.begun(startedAt);
        if (!begin()) {
            return true;
        }
        Outcome outcome = Outcome.COMPLETED;
        Object output = null;
        Failure error = null;
        try {
            output = attempt.work().run(this);
        } catch (Throwable thrown) { // a task may throw anything, a StackOverflowError too, and harms nobody else
            outcome = Outcome.FAILED;
            error = AttemptFailure.of(thrown);
        }
        boolean awaited = finish();
        result = Hidden.in(
                used ? resultOfUsed(outcome, startedAt, output, error) : resultOf(outcome, startedAt, output, error),
                secrets().masks());
        return awaited;
    }

    /** @param details null for a sign of life alone */
    void beat(@Nullable JsonValue details) {
        long nanos = home.surroundings().clock().nanos();
        if (details == null) {
            attempt.beat(nanos);
        } else {
            attempt.beat(nanos, details);
        }
    }

    /**
     * Tells the loop of the end, once {@link #run} has returned.
     *
     * @return a reading of the clock that still holds, or {@link Drive#NO_READING}
     */
    long report() {
        AttemptResult told = result;
        if (told == null) {
            return Drive.NO_READING;
        }
        return attempt.returned(told) <= 1 ? told.endedAt() : Drive.NO_READING;
    }

    /** How long it took, if it was brief; else, and where nobody knows, more than {@link #BRIEF}. Unit: microseconds. */
    long took() {
        AttemptResult told = result;
        return told == null ? Long.MAX_VALUE : told.endedAt() - told.startedAt();
    }

    private long now() {
        return home.surroundings().clock().micros();
    }

    private AttemptResult resultOf(Outcome outcome, long startedAt, @Nullable Object output, @Nullable Failure error) {
        return new AttemptResult(outcome, startedAt, now(), output, List.of(), error, null);
    }

    private synchronized AttemptResult resultOfUsed(
            Outcome outcome, long startedAt, @Nullable Object output, @Nullable Failure error) {
        List<ContextWrite> writes = context == null || outcome != Outcome.COMPLETED ? List.of() : context.writes();
        String written = null;
        if (log != null) {
            LogEnd.of(log);
            written = Files.exists(log.path()) ? attempt.log() : null;
        }
        return new AttemptResult(outcome, startedAt, now(), output, writes, error, written);
    }

    @Override
    void never(EndReason reason) {
        Outcome outcome = reason == EndReason.SHUTDOWN ? Outcome.SHUT_DOWN : Outcome.CANCELLED;
        never(outcome, new Failure("Cancelled", "asked to end before it began", ErrorKind.CANCELLED));
    }

    /** It cannot be carried out; does nothing if it was asked to end already. */
    void refuse(Outcome outcome, Failure why) {
        if (begin()) {
            finish();
            never(outcome, why);
        }
    }

    /** Tells the loop that the work did not even begin. */
    void never(Outcome outcome, Failure why) {
        long at = now();
        attempt.returned(new AttemptResult(outcome, at, at, null, List.of(), why, null));
    }

    @Override
    void leftBehind() {
        SeatLoan last = loan;
        if (last == null || last.lose()) {
            home.seatLeft();
        }
    }

    boolean worksFor(LiveWorkers others) {
        return home == others;
    }

    void lentBy(SeatLoan next) {
        loan = next;
    }

    void overdrew() {
        overdrawn = true;
    }

    /** Whether the thread that has run it must look for a free seat before it runs another. */
    boolean isOverdrawn() {
        return overdrawn;
    }

    @Override
    Executor hookRunner() {
        return home.hooks();
    }

    @Override
    public ActionContext with(Map<String, Object> parameters) {
        return new LiveActionContext(this, attempt, home.surroundings().marks(), parameters);
    }

    @Override
    public synchronized AttemptContext context() {
        if (context == null) {
            context = new AttemptContext(attempt.snapshot());
            used = true;
        }
        return context;
    }

    /** The attempt's log, which is a file as soon as something is written. */
    synchronized FileAttemptLog log() {
        if (log == null) {
            log = new FileAttemptLog(
                    attempt.logs().resolve(attempt.log()), secrets().masks());
            used = true;
        }
        return log;
    }

    @Override
    public LargeOutput keep(String json) {
        return home.surroundings().outputs().keep(json);
    }

    @Override
    public @Nullable CachedOutput cached(String key, @Nullable Duration ttl) {
        return home.surroundings().cached(key, ttl);
    }

    @Override
    public Map<String, JsonValue> snapshot() {
        return attempt.snapshot();
    }

    @Override
    public Map<String, String> environment() {
        return home.surroundings().environment();
    }

    @Override
    public SecretVault secrets() {
        return home.surroundings().secrets();
    }
}
