package dev.orchestration.tasks.live;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.AttemptKey;
import dev.orchestration.tasks.orchestrator.AttemptOrder;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.Workers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;

/**
 * Runs attempts on threads: computing ones on platform threads, those that mostly wait on virtual ones where this Java has
 * them. How many run at once is the loop's affair, so the pools themselves have no limit. Thread-safe.
 */
final class LiveWorkers implements Workers {
    private final Surroundings surroundings;
    private final ExecutorService computing = WorkerThreads.platform("worker");
    private final ExecutorService blocking = WorkerThreads.virtualOr(computing);
    /** A thread a hook, not a pool: hooks have to run after the pools are closed too, or what they end would live on. */
    private final Executor hooks = WorkerThreads.each("cancel");

    private final Map<AttemptKey, Cancellation> cancellations = new ConcurrentHashMap<>();

    /** Makes workers without a thread; each is made when first needed. */
    LiveWorkers(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public void start(AttemptOrder order, Reports reports) {
        Cancellation cancellation = new Cancellation(hooks);
        cancellations.put(order.key(), cancellation);
        LiveAttempt attempt = new LiveAttempt(order, new Reporter(reports), surroundings, cancellation);
        try {
            (order.kind() == ActionKind.BLOCKING ? blocking : computing).execute(attempt);
        } catch (RejectedExecutionException e) {
            attempt.never(Outcome.SHUT_DOWN, new Failure("Shutdown", "the engine is closed", ErrorKind.INTERNAL));
        } catch (OutOfMemoryError e) { // this is also how the system says that it has no more threads
            attempt.never(Outcome.FAILED, new Failure("NoThread", String.valueOf(e.getMessage()), ErrorKind.RESOURCE));
        }
    }

    @Override
    public void end(AttemptKey key, EndReason reason) {
        Cancellation cancellation = cancellations.get(key);
        if (cancellation != null) {
            cancellation.ask();
        }
    }

    @Override
    public void close() {
        cancellations.values().forEach(Cancellation::ask);
        computing.shutdown();
        blocking.shutdown();
    }

    /** Forgets an attempt before its end is told. */
    private final class Reporter implements Reports {
        private final Reports loop;

        Reporter(Reports loop) {
            this.loop = loop;
        }

        @Override
        public void returned(AttemptKey key, AttemptResult result) {
            cancellations.remove(key);
            loop.returned(key, result);
        }

        @Override
        public void process(AttemptKey key, long pid, long pidStart, String log) {
            loop.process(key, pid, pidStart, log);
        }
    }
}
