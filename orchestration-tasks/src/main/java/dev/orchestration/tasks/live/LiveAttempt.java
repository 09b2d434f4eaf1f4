package dev.orchestration.tasks.live;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.AttemptContext;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.AttemptOrder;
import dev.orchestration.tasks.orchestrator.Workers;
import dev.orchestration.tasks.process.FileAttemptLog;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One attempt on its thread. {@link #run} is called once; everything else from any thread. */
final class LiveAttempt implements Runnable, AttemptWork.Frame {
    private static final Logger LOG = LoggerFactory.getLogger(LiveAttempt.class);

    private final AttemptOrder order;
    private final Workers.Reports reports;
    private final Surroundings surroundings;
    private final AttemptContext context;
    private final FileAttemptLog log;
    private final Cancellation cancellation;

    LiveAttempt(AttemptOrder order, Workers.Reports reports, Surroundings surroundings, Cancellation cancellation) {
        this.order = order;
        this.reports = reports;
        this.surroundings = surroundings;
        this.context = new AttemptContext(order.snapshot());
        this.log = new FileAttemptLog(order.logs().resolve(order.log()));
        this.cancellation = cancellation;
    }

    AttemptOrder order() {
        return order;
    }

    Workers.Reports reports() {
        return reports;
    }

    /** The engine's marks and the attempt's own. */
    Map<String, String> marks() {
        Map<String, String> marks = new HashMap<>(surroundings.marks());
        marks.put("ORCHESTRATION_ATTEMPT", order.key().mark());
        marks.put("ORCHESTRATION_IDEMPOTENCY_KEY", order.idempotencyKey());
        return marks;
    }

    Cancellation cancellation() {
        return cancellation;
    }

    @Override
    public void run() {
        long startedAt = surroundings.clock().micros();
        if (!cancellation.begin(Thread.currentThread())) {
            never(Outcome.CANCELLED, new Failure("Cancelled", "asked to end before it began", ErrorKind.CANCELLED));
            return;
        }
        Outcome outcome = Outcome.COMPLETED;
        Object output = null;
        Failure error = null;
        try {
            output = order.work().run(this);
        } catch (Throwable thrown) { // a task may throw anything, a StackOverflowError too, and harms nobody else
            outcome = Outcome.FAILED;
            error = failure(thrown);
        }
        cancellation.finish();
        closeLog();
        reports.returned(order.key(), result(startedAt, outcome, output, error));
    }

    /** Reports that the work did not even begin. */
    void never(Outcome outcome, Failure why) {
        reports.returned(order.key(), result(surroundings.clock().micros(), outcome, null, why));
    }

    /** A log that cannot be written is no reason to fail the work that wrote it. */
    private void closeLog() {
        try {
            log.close();
        } catch (IOException e) {
            LOG.warn("the log {} could not be written to its end", log.path(), e);
        }
    }

    private AttemptResult result(long startedAt, Outcome outcome, @Nullable Object output, @Nullable Failure error) {
        boolean good = outcome == Outcome.COMPLETED;
        String written = Files.exists(log.path()) ? order.log() : null;
        return new AttemptResult(
                outcome,
                startedAt,
                surroundings.clock().micros(),
                output,
                good ? context.writes() : List.of(),
                error,
                written);
    }

    private static Failure failure(Throwable thrown) {
        try {
            return thrown instanceof ActionFailedException told ? told.failure() : Failure.of(thrown);
        } catch (Throwable broken) { // an exception of the task's own may be unable to tell its message
            return new Failure("Unreadable", thrown.getClass().getName(), ErrorKind.INTERNAL);
        }
    }

    @Override
    public ActionContext with(Map<String, Object> parameters) {
        return new LiveActionContext(this, parameters, log);
    }

    @Override
    public AttemptContext context() {
        return context;
    }

    @Override
    public Map<String, JsonValue> snapshot() {
        return order.snapshot();
    }

    @Override
    public Map<String, String> environment() {
        return surroundings.environment();
    }
}
