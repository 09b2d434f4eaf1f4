package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.Accepted;
import dev.orchestration.tasks.orchestrator.OwnerDesk;
import dev.orchestration.tasks.orchestrator.Receipt;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives one execution to whoever asks under one request key. Thread-safe.
 *
 * <p>One process owns a store, so a lock here is enough: whoever holds the key's lock looks for the execution and, if there
 * is none, begins it, which returns after the commit that others see.
 */
final class Requests {
    /** Keys share locks, so that none need be removed; two that meet wait for a commit at most. */
    private static final int LOCKS = 64;

    /** Whoever takes the execution up at this very moment is done with that before this is exhausted. */
    private static final int TRIES = 10;

    private final OwnerDesk desk;
    private final Executions executions;
    private final List<ReentrantLock> locks =
            Stream.generate(ReentrantLock::new).limit(LOCKS).toList();

    Requests(OwnerDesk desk, Executions executions) {
        this.desk = desk;
        this.executions = executions;
    }

    /** What is asked for. */
    record Input(String key, WorkflowDefinition definition, Map<String, Object> parameters) {}

    /** What somebody got who asked. */
    record Got(Accepted accepted, Origin origin) {}

    /**
     * The execution of this key.
     *
     * @param begin begins one if there is none
     * @param takeUp goes on with one that nobody carries out
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) if it was asked for with other input
     */
    Got once(
            Input input, @Nullable Receipt receipt, Supplier<Accepted> begin, Function<ExecutionRow, Accepted> takeUp) {
        ReentrantLock lock = locks.get(Math.floorMod(input.key().hashCode(), LOCKS));
        lock.lock();
        try {
            Optional<ExecutionRow> known = executions.requested(input.key());
            Got got = known.isEmpty() ? null : known(input, known.get(), receipt, takeUp);
            return got == null ? new Got(begin.get(), Origin.STARTED) : got;
        } finally {
            lock.unlock();
        }
    }

    /** Null if it was removed meanwhile, and so its key is free. */
    private @Nullable Got known(
            Input input, ExecutionRow row, @Nullable Receipt receipt, Function<ExecutionRow, Accepted> takeUp) {
        try {
            requireSame(input, row);
            return known(row.id(), receipt, takeUp);
        } catch (OrchestrationException e) {
            if (e.code() == ErrorCode.UNKNOWN_EXECUTION
                    && executions.requested(input.key()).isEmpty()) {
                return null;
            }
            throw e;
        }
    }

    private Got known(ExecutionId id, @Nullable Receipt receipt, Function<ExecutionRow, Accepted> takeUp) {
        for (int tries = 1; ; tries++) {
            Optional<Accepted> here = desk.underWay(id, receipt);
            if (here.isPresent()) {
                return new Got(here.get(), Origin.UNDER_WAY);
            }
            ExecutionRow row = executions.require(id); // after the look at the loop, which it may just have left
            if (row.status().isEnded()) {
                return new Got(ended(row, receipt), Origin.ENDED);
            }
            try {
                return new Got(takeUp.apply(row), Origin.STARTED);
            } catch (OrchestrationException e) {
                // Somebody else took it up meanwhile: resume needs no key, and so not this lock.
                if (e.code() != ErrorCode.WRONG_STATE || tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private Accepted ended(ExecutionRow row, @Nullable Receipt receipt) {
        ExecutionState state = executions.state(row);
        if (receipt != null) {
            desk.done(receipt, row.id());
        }
        return new Accepted(row.id(), CompletableFuture.completedFuture(state));
    }

    private void requireSame(Input input, ExecutionRow row) {
        List<String> differs = new ArrayList<>();
        if (!row.workflow().equals(input.definition().name())) {
            differs.add("the workflow is " + Quoted.of(input.definition().name()) + ", it was "
                    + Quoted.of(row.workflow()));
        } else if (!row.digest().equals(input.definition().digest())) {
            String before = executions.definition(row).json();
            differs.add("the definition of " + Quoted.of(row.workflow()) + " was edited since ("
                    + DefinitionChange.between(before, input.definition().json()) + "; `orchestrate diff " + row.id()
                    + " FILE` shows all)");
        } else {
            differs.addAll(differing(input.parameters(), executions.view(row).parameters()));
        }
        if (!differs.isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the request key " + Quoted.of(input.key()) + " is that of execution " + row.id()
                            + ", which was asked for with other input: " + String.join("; ", differs)
                            + ". The same key means the same execution; take another key for another one");
        }
    }

    /** Both in the form in which a store gives them back; what they are worth may be a secret, so only names are told. */
    private static List<String> differing(Map<String, Object> asked, Map<String, Object> recorded) {
        List<String> differs = new ArrayList<>();
        TreeSet<String> names = new TreeSet<>(asked.keySet());
        names.addAll(recorded.keySet());
        for (String name : names) {
            if (asked.containsKey(name) != recorded.containsKey(name)
                    || !Objects.equals(stored(asked.get(name)), stored(recorded.get(name)))) {
                differs.add("the parameter " + Quoted.of(name) + " has another value");
            }
        }
        return differs;
    }

    private static @Nullable Object stored(@Nullable Object value) {
        return Json.read(Json.write(value));
    }
}
