package dev.orchestration.core;

import dev.orchestration.core.HandLedger.Fates;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What somebody does with an engine while its store fails, and what whoever comes after does to bring it to its end. */
@SuppressWarnings("ImmutableEnumChecker") // what it refers to is made once and never changed
enum FaultyScenario {
    RUN(Fates.ALL_WELL, WorkflowStatus.COMPLETED, List.of("a", "b", "c", "d")),
    RETRY(Fates.ALL_WELL, WorkflowStatus.COMPLETED, List.of("a", "b", "c", "c", "d")),
    CANCEL(new Fates(Set.of(), Set.of("c")), WorkflowStatus.CANCELLED, List.of("a", "b", "c")),
    RESUME(Fates.ALL_WELL, WorkflowStatus.COMPLETED, List.of("a", "b", "c", "c", "d")),
    CHILD(Fates.ALL_WELL, WorkflowStatus.COMPLETED, List.of("p", "i", "k", "sub", "q")),
    COMPENSATE(
            new Fates(Set.of("d"), Set.of()),
            WorkflowStatus.FAILED,
            List.of("a", "b", "c", "d", "c~compensate", "b~compensate", "a~compensate")),
    TASKS(Fates.ALL_WELL, WorkflowStatus.PAUSED, List.of("x", "y", "z"));

    /** Both {@code b} and {@code c} after {@code a}, and {@code d} after both. */
    private static final String WORKFLOW = """
            name: w
            steps:
              - {name: a, action: core.noop}
              - {name: b, action: core.noop, dependencies: [a]}
              - {name: c, action: core.noop, dependencies: [a]}
              - {name: d, action: core.noop, dependencies: [b, c]}
            """;

    /** A step of it runs {@link #INNER}. */
    private static final String OUTER = """
            name: outer
            steps:
              - {name: p, action: core.noop}
              - {name: sub, action: workflow.run, parameters: {workflow: inner}, dependencies: [p]}
              - {name: q, action: core.noop, dependencies: [sub]}
            """;

    static final String INNER = """
            name: inner
            steps:
              - {name: i, action: core.noop}
              - {name: k, action: core.noop, dependencies: [i]}
            """;

    private static final String UNDONE = """
            name: w
            steps:
              - {name: a, action: core.noop, compensate: {action: core.noop}}
              - {name: b, action: core.noop, dependencies: [a], compensate: {action: core.noop}}
              - {name: c, action: core.noop, dependencies: [a], compensate: {action: core.noop}}
              - {name: d, action: core.noop, dependencies: [b, c]}
            """;

    private static final int MOST_TRIES = 20;

    /** What was said to be done, by returning without an error. */
    static final class Acknowledged {
        @Nullable
        ExecutionId execution;

        int tasks;
        boolean retried;
        boolean cancelled;

        @Nullable
        WorkflowStatus end;
    }

    private final Fates fates;
    private final WorkflowStatus end;
    private final List<String> ledger;

    /**
     * @param fates of steps while the store fails
     * @param end how it ends
     * @param ledger what is brought about in all if the engine survives; who prepared the scenario has done a part of it
     */
    FaultyScenario(Fates fates, WorkflowStatus end, List<String> ledger) {
        this.fates = fates;
        this.end = end;
        this.ledger = ledger;
    }

    Fates fates() {
        return fates;
    }

    WorkflowStatus end() {
        return end;
    }

    List<String> ledger() {
        return ledger;
    }

    /** Steps that have begun although they are not recorded as completed: they may be brought about once more. */
    Fates before() {
        return switch (this) {
            case RETRY -> new Fates(Set.of("c"), Set.of());
            case RESUME -> new Fates(Set.of(), Set.of("c"));
            default -> Fates.ALL_WELL;
        };
    }

    /** Of steps once the store is sound again. */
    Fates after() {
        return this == CANCEL || this == COMPENSATE ? fates : Fates.ALL_WELL;
    }

    private String workflow() {
        return switch (this) {
            case COMPENSATE -> UNDONE;
            case CHILD -> OUTER;
            default -> WORKFLOW;
        };
    }

    /** What has happened before anything fails; a copy of the file of the engine as it lives then is what is begun with. */
    void prepare(FaultyLife life) {
        if (this == RETRY || this == RESUME) {
            var unused = life.submit(workflow());
        }
    }

    /** The part in which the store fails; on an error that may pass the same is asked again. */
    void play(FaultyLife life, Acknowledged told) {
        switch (this) {
            case RUN, COMPENSATE, CHILD -> awaited(told, persistent(() -> life.submit(workflow())));
            case RETRY -> {
                WorkflowHandle handle = persistent(() -> life.retry(life.only().id()));
                told.retried = true;
                awaited(told, handle);
            }
            case RESUME ->
                awaited(told, persistent(() -> life.resume(life.only().id())));
            case CANCEL -> {
                WorkflowHandle handle = persistent(() -> life.submit(workflow()));
                told.execution = handle.id();
                persistent(() -> {
                    life.cancel(handle.id());
                    return true;
                });
                told.cancelled = true;
                awaited(told, handle);
            }
            case TASKS -> playTasks(life, told);
        }
    }

    private static void playTasks(FaultyLife life, Acknowledged told) {
        for (String id : List.of("x", "y", "z")) {
            TaskId[] after = id.equals("y") ? new TaskId[] {new TaskId("x")} : new TaskId[0];
            persistent(() -> {
                life.submitTask(id, after);
                return true;
            });
            told.tasks++;
        }
        List.of("x", "y", "z").forEach(life::awaitTask);
    }

    private static void awaited(Acknowledged told, WorkflowHandle handle) {
        told.execution = handle.id();
        told.end = handle.await(Duration.ofSeconds(60)).status();
    }

    private static <T> T persistent(Supplier<T> act) {
        for (int tries = 1; ; tries++) {
            try {
                return act.get();
            } catch (OrchestrationException e) {
                if (!e.code().mayPass() || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** What the next engine does, whose store is sound. */
    void goOn(FaultyLife life, Acknowledged told) {
        if (this == TASKS) {
            life.takeUpTasks();
            for (int missing = life.tasks(); missing < 3; missing++) {
                String id = List.of("x", "y", "z").get(missing);
                life.submitTask(id);
            }
            return;
        }
        ExecutionRow row = life.onlyOrNone();
        if (row == null) {
            ExecutionId id = life.submit(workflow()).id();
            if (this == CANCEL) {
                life.cancel(id);
            }
        } else if (this == CANCEL && !told.cancelled && !row.status().isEnded()) {
            life.cancel(row.id());
        } else if (this == RETRY && row.status() == WorkflowStatus.FAILED) {
            life.retry(row.id());
        } else if (!row.status().isEnded()) {
            life.resume(row.id());
        }
    }
}
