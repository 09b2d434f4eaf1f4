package dev.orchestration.workflow;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.PauseAsks;
import dev.orchestration.tasks.orchestrator.ChildOrder;
import dev.orchestration.tasks.orchestrator.Children;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the workflows carried out that steps run. Each is asked for under a key that belongs to the attempt of the step, so that
 * however often it is asked for, also by another process after a crash, it is one execution. Thread-safe.
 */
public final class ChildExecutions implements Children {
    /** So many executions stand above another one at most. */
    static final int DEEPEST = 16;

    private static final Logger LOG = LoggerFactory.getLogger(ChildExecutions.class);
    static final int TRIES = 10;
    private static final String WITH_PARENT = "paused with execution ";

    private final Launcher launcher;
    private final Executions executions;
    private final ChildFiles files;
    private final Registrations registrations;

    /** @param registered the workflows that are known by name */
    public ChildExecutions(
            Launcher launcher,
            Executions executions,
            Definitions definitions,
            Function<String, Optional<RegisteredWorkflow>> registered) {
        this.launcher = launcher;
        this.executions = executions;
        this.files = new ChildFiles(definitions, registered);
        this.registrations = new Registrations(registered);
    }

    @Override
    public void begin(ChildOrder order, Supplier<Map<String, Object>> asked) {
        if (executions.requested(order.key()).isPresent()) {
            goOn(order);
        } else if (!isSettled(order, asked)) {
            throw new OrchestrationException(ErrorCode.WORKFLOW_NOT_FOUND, "the workflow is not registered yet");
        }
    }

    /** Begins it, or tells why it cannot begin; false if its workflow may yet be registered. */
    private boolean isSettled(ChildOrder order, Supplier<Map<String, Object>> asked) {
        try {
            Map<String, Object> now = asked.get();
            String word = String.valueOf(now.get("workflow"));
            if (registrations.isToCome(order, word)) {
                return false;
            }
            start(order, word, now);
        } catch (OrchestrationException e) {
            if (isOfTheEngine(e)) {
                throw e;
            }
            launcher.desk().childEnded(order, null, Failure.of(e));
        } catch (RuntimeException | Error e) { // as of a definition that is nested too deep
            if (executions.requested(order.key()).isPresent()) {
                throw e; // it is begun, and the end of it is told
            }
            LOG.error("an execution for which step {} waits cannot begin", order.step(), e);
            launcher.desk().childEnded(order, null, Failure.of(e));
        }
        return true;
    }

    /** Not the workflow is at fault, nor what is asked of it: the step waits on. */
    private static boolean isOfTheEngine(OrchestrationException e) {
        return switch (e.code()) {
            case CLOSED, QUEUE_FULL, STORE_FENCED, STORE_UNAVAILABLE, STORE_OWNED -> true;
            default -> e.code().mayPass();
        };
    }

    private void start(ChildOrder order, String word, Map<String, Object> asked) {
        if (order.step().depth() > DEEPEST) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "workflows run each other more than " + DEEPEST + " deep: " + path(order)
                            + "; let the recursion end, for example with run_if");
        }
        RegisteredWorkflow found = files.find(word, order.created());
        Map<?, ?> given = asked.get("parameters") instanceof Map<?, ?> map ? map : Map.of();
        Launch launch = launch(order).withKey(order.key()).withFolder(found.folder());
        WorkflowHandle begun = launcher.launch(found.definition(), keys(given), launch);
        launcher.desk().childBegun(order, begun.id());
    }

    private static Map<String, Object> keys(Map<?, ?> given) {
        Map<String, Object> named = new LinkedHashMap<>();
        given.forEach((key, value) -> Json.putNullable(named, String.valueOf(key), value));
        return named;
    }

    private Launch launch(ChildOrder order) {
        Event.ExecutionCreated created = order.created();
        OrchestrationMode mode = Wire.parse(OrchestrationMode.class, created.mode());
        WorkingDirectory directory = new WorkingDirectory(
                Path.of(created.directory()),
                created.allowed().stream().map(Path::of).toList());
        return new Launch(order.session(), mode, null, directory, Map.of(), handle -> {})
                .forParent(order.step())
                .withTrace(order.trace())
                .withFresh(order.fresh());
    }

    /** The names of the workflows from the outermost on. */
    private String path(ChildOrder order) {
        Deque<String> names = new ArrayDeque<>();
        Event.ExecutionCreated next = order.created();
        for (int level = 0; level <= DEEPEST && next != null; level++) {
            names.addFirst(next.workflow());
            Parent above = next.parent();
            next = above == null
                    ? null
                    : executions
                            .state(executions.require(new ExecutionId(above.execution())))
                            .lifecycle()
                            .created();
        }
        return String.join(" -> ", names);
    }

    /** One that was begun, here or in an earlier process. */
    private void goOn(ChildOrder order) {
        executions.requested(order.key()).ifPresent(row -> launcher.desk().childBegun(order, row.id()));
        for (int tries = 1; ; tries++) {
            // First the look at the loop: what leaves it after that is told of by itself.
            ExecutionRow row = executions.requested(order.key()).orElseThrow();
            boolean here = launcher.desk().underWay(row.id(), null).isPresent();
            row = executions.require(row.id());
            if (row.status().isEnded()) {
                launcher.desk().childEnded(order, executions.state(row));
                return;
            }
            try {
                if (goesOn(order, row, here)) {
                    return;
                }
            } catch (OrchestrationException e) {
                if (isOfTheEngine(e)) {
                    throw e;
                }
                if (e.code() != ErrorCode.WRONG_STATE || tries == TRIES) {
                    LOG.warn(
                            "execution {}, for which step {} waits, does not go on: {}",
                            row.id(),
                            order.step(),
                            e.getMessage());
                    return;
                }
            }
        }
    }

    private boolean goesOn(ChildOrder order, ExecutionRow row, boolean here) {
        return switch (row.status()) {
            case PAUSED -> continued(order, row, here);
            case PENDING -> here ? launcher.desk().pauseOnceBegun(row.id(), null) : takenUp(order, row);
            default -> here || takenUp(order, row);
        };
    }

    /** What a person paused by itself stays so. */
    private boolean continued(ChildOrder order, ExecutionRow row, boolean here) {
        String reason = row.reason();
        boolean ours = Executions.isEndOfOwner(reason) || (reason != null && reason.startsWith(WITH_PARENT));
        if (ours && here) {
            return launcher.desk()
                    .ask(row.id(), PauseAsks.goOn("execution " + order.parent()), null)
                    .isPresent();
        }
        return !ours || takenUp(order, row);
    }

    private boolean takenUp(ChildOrder order, ExecutionRow row) {
        new Inheritance(launcher).takeUp(row, launch(order), "execution " + order.parent());
        return true;
    }

    @Override
    public void cancel(ChildOrder order, String by, String reason) {
        new ChildEnding(launcher, executions).cancel(order, launch(order), by, reason);
    }

    @Override
    public void pause(ChildOrder order, String reason) {
        executions.requested(order.key()).map(ExecutionRow::id).ifPresent(id -> {
            try {
                if (Executions.isEndOfOwner(reason)) {
                    launcher.desk().suspend(id, reason, null);
                } else if (!launcher.desk().pauseOnceBegun(id, WITH_PARENT + order.parent())) {
                    var unused = launcher.desk().ask(id, PauseAsks.pause(WITH_PARENT + order.parent()), null);
                }
            } catch (OrchestrationException e) {
                if (e.code() != ErrorCode.WRONG_STATE) { // it has ended, or is paused, or nobody carries it out
                    throw e;
                }
            }
        });
    }
}
