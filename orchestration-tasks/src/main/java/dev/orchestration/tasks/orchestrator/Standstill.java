package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the loop does while the journal does not take a step, but may take it later: the disk is full, somebody locks the
 * store, the server is away. The step stays in hand as it was decided, and nothing of it is carried out; whatever else happens
 * is taken in afterwards, in its order, and who asks for something new is refused at once. The same step is handed in again
 * every second. Confined to the loop, apart from {@link #reason}.
 */
final class Standstill {
    private static final Logger LOG = LoggerFactory.getLogger(Standstill.class);
    private static final long BETWEEN_TRIES = TimeUnit.SECONDS.toNanos(1);

    private static final long BETWEEN_WARNINGS = TimeUnit.MINUTES.toNanos(1);

    /** Whoever asked for something in the very step that is not recorded waits so long for it to be. */
    private static final long PATIENCE = TimeUnit.SECONDS.toNanos(5);

    private final Recorder recorder;
    private final StepClock clock;
    private final List<Message> kept = new ArrayList<>();
    private volatile @Nullable OrchestrationException reason;
    private long since;
    private long nextTry;
    private long warned;

    Standstill(Recorder recorder, StepClock clock) {
        this.recorder = recorder;
        this.clock = clock;
    }

    /** Why nothing is recorded at the moment, null if that is not so; any thread may ask. */
    @Nullable
    OrchestrationException reason() {
        return reason;
    }

    boolean isOn() {
        return reason != null;
    }

    /** When the journal is tried again, on the monotonic clock; means something while it is on. */
    long nextTry() {
        return nextTry;
    }

    /**
     * The journal has refused a step. What only begins with it is refused, if the journal surely has nothing of it; the rest
     * is kept for another try. Says false if there is no use in trying.
     */
    boolean begins(Loop loop, OrchestrationException why) {
        if (!why.code().mayPass() || loop.isSuspending()) {
            return false;
        }
        if (why.code() != ErrorCode.STORE_UNREACHABLE) {
            for (Hosted newborn : recorder.dropNewborn()) {
                newborn.refuse(why);
                loop.attempts().letGo(newborn);
                loop.roster().remove(newborn, loop.now());
            }
        }
        if (recorder.isHolding()) {
            reason = why;
            since = clock.nanos();
            nextTry = since + BETWEEN_TRIES;
            warn(since);
        }
        return true;
    }

    /**
     * Takes in what came meanwhile, and tries again if it is time to. Says whether the loop goes on, because the step is
     * recorded now or never will be; {@code batch} then has what was kept.
     *
     * @param answers who asked for something in the step that is held
     */
    boolean isOver(Loop loop, List<Message> batch, Answers answers) {
        OrchestrationException why = Objects.requireNonNull(reason);
        for (Message message : batch) {
            if (message.isUrgent()) {
                message.deliver(loop);
            } else if (message.counted) {
                message.refuse(why);
            } else {
                kept.add(message);
            }
        }
        batch.clear();
        if (loop.isSuspending() && isOn()) {
            loop.fail(why); // whoever takes the store over decides it anew
        } else if (isOn() && clock.nanos() - nextTry >= 0) {
            tryAgain(loop, answers);
        }
        if (isOn()) {
            return false;
        }
        batch.addAll(kept);
        kept.clear();
        return true;
    }

    private void tryAgain(Loop loop, Answers answers) {
        OrchestrationException refused = recorder.recordHeld();
        nextTry = clock.nanos() + BETWEEN_TRIES;
        if (refused == null) {
            LOG.info("the store records again");
            end();
        } else if (!refused.code().mayPass()) {
            loop.fail(refused);
        } else {
            reason = refused;
            long now = clock.nanos();
            if (now - since >= PATIENCE) {
                OrchestrationException undecided = new UndecidedException(refused);
                answers.give(undecided);
                recorder.tellWhoWaits(undecided);
            }
            if (now - warned >= BETWEEN_WARNINGS) {
                warn(now);
            }
        }
    }

    private void warn(long now) {
        warned = now;
        LOG.warn(
                "nothing goes on, since nothing can be recorded; tried again every second: {}",
                Objects.requireNonNull(reason).getMessage());
    }

    /** There is nothing to wait for any more. */
    void end() {
        reason = null;
    }
}
