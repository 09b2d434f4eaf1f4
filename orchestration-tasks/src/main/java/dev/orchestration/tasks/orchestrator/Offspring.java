package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.decide.CancelReach;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Lifecycle;
import dev.orchestration.tasks.decide.Signal;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what waits for executions oblige to: have those begun, paused and ended, and tell whoever waits of their end.
 * Nothing of that is done on the loop itself. Confined to the loop.
 */
final class Offspring {
    private static final Logger LOG = LoggerFactory.getLogger(Offspring.class);
    private static final long BETWEEN_TRIES = TimeUnit.SECONDS.toMicros(1);

    private final Loop loop;
    private @Nullable Children children;
    private Executor errands = Runnable::run;

    Offspring(Loop loop) {
        this.loop = loop;
    }

    /** @param executor runs one thing after the other, off the loop */
    void carriedOutBy(Children by, Executor executor) {
        children = by;
        errands = executor;
    }

    /**
     * A step waits, or does so still: what that obliges to now is asked of the state, each time anew.
     *
     * @param before whether that was recorded before
     */
    void awaited(Hosted hosted, Event.WaitOpened wait, boolean before) {
        ExecutionState state = hosted.state();
        int row = state.row(wait.activation());
        if (!wait.equals(state.openWait(row)) || !ChildWaits.of(state).isOpen(row)) {
            return;
        }
        ChildOrder order = order(hosted, row, wait, before);
        Event.CancelRequested cancel = state.lifecycle().cancel();
        if (state.cancelRequested(row)) {
            end(order, wait, cancel == null ? "the step was cancelled" : cancel.reason());
        } else if (ChildWaits.of(state).isWithdrawn(row)) {
            endLate(order, wait);
        } else if (!hosted.isOutside()
                && state.lifecycle().status() != WorkflowStatus.PAUSED) { // it is asked again later
            Supplier<Map<String, Object>> asked = asked(hosted, row);
            run(each -> each.begin(order, asked), again(order, wait));
        }
    }

    /** What cannot be read is no fault of the loop, but of the step: it is thrown where the step would begin. */
    private static Supplier<Map<String, Object>> asked(Hosted hosted, int row) {
        try {
            return hosted.hosting().rules().child(row, hosted.state());
        } catch (RuntimeException e) {
            return () -> {
                throw e;
            };
        }
    }

    /** What was asked for and could not be done may not be wanted any more when it is tried again. */
    private Consumer<Loop> again(ChildOrder order, Event.WaitOpened wait) {
        return on -> {
            Hosted hosted = on.roster().find(order.parent());
            if (hosted != null && hosted.state().items().has(wait.activation())) {
                awaited(hosted, wait, order.before());
            }
        };
    }

    /** An execution that stood outside has got its key: what its steps wait for goes on too. */
    void cameIn(Hosted hosted) {
        ExecutionState state = hosted.state();
        for (int row = 0; ChildWaits.of(state).isAnyOpen() && row < state.rows(); row++) {
            Event.WaitOpened wait = state.openWait(row);
            if (wait != null) {
                awaited(hosted, wait, true);
            }
        }
    }

    /** The time of a step that waits is up. */
    void withdrawn(Hosted hosted, Event.WaitWithdrawn e) {
        int row = hosted.state().row(e.activation());
        Event.WaitOpened wait = hosted.state().openWait(row);
        if (wait != null && ChildWaits.of(hosted.state()).isOpen(row)) {
            endLate(order(hosted, row, wait, true), wait);
        }
    }

    void cancelled(Hosted hosted, Event.CancelRequested e) {
        each(hosted, (row, wait) -> {
            int node = hosted.state().node(row);
            if (CancelReach.covers(e, hosted.state().plan(), node)
                    && hosted.state().cancelRequested(row)) {
                end(order(hosted, row, wait, true), wait, e.reason());
            }
        });
    }

    void paused(Hosted hosted, String reason) {
        each(hosted, (row, wait) -> pause(order(hosted, row, wait, true), reason));
    }

    private void pause(ChildOrder order, String reason) {
        run(by -> by.pause(order, reason), on -> {
            Hosted hosted = on.roster().find(order.parent()); // what is paused leaves once nothing of it runs
            if (hosted == null || hosted.state().lifecycle().status() == WorkflowStatus.PAUSED) {
                pause(order, reason);
            }
        });
    }

    private void endLate(ChildOrder order, Event.WaitOpened wait) {
        end(order, wait, "the step did not end within its timeout");
    }

    private void end(ChildOrder order, Event.WaitOpened wait, String reason) {
        String why = "step " + Quoted.of(order.step().step()) + " needs it no more: " + reason;
        run(each -> each.cancel(order, "execution " + order.parent(), why), again(order, wait));
    }

    private void each(Hosted hosted, BiConsumer<Integer, Event.WaitOpened> act) {
        ExecutionState state = hosted.state();
        if (!ChildWaits.of(state).isAnyOpen()) {
            return;
        }
        for (int row = 0; row < state.rows(); row++) {
            Event.WaitOpened wait = state.openWait(row);
            if (wait != null && ChildWaits.of(state).isOpen(row)) {
                act.accept(row, wait);
            }
        }
    }

    private static ChildOrder order(Hosted hosted, int row, Event.WaitOpened wait, boolean before) {
        ExecutionState state = hosted.state();
        Event.ExecutionCreated created = state.lifecycle().created();
        Parent above = created.parent();
        String step = wait.activation().label(state.plan().name(state.node(row)));
        Parent parent = new Parent(state.id().value(), wait.activation(), step, above == null ? 1 : above.depth() + 1);
        return new ChildOrder(
                state.id(),
                created,
                parent,
                String.valueOf(wait.name()),
                hosted.hosting().session(),
                before,
                hosted.hosting().rules().isFresh(),
                state.attempts(row) + 1);
    }

    /** An execution has ended: if a step waits for it, that is told. */
    void ended(Hosted hosted) {
        Lifecycle life = hosted.state().lifecycle();
        Parent parent = life.created().parent();
        String key = life.created().requestKey();
        if (parent != null && key != null && life.status().isEnded()) {
            Failure failure = failure(hosted.id(), life);
            loop.reception().post(Message.of(on -> ended(on, parent, key, hosted.id(), failure)));
        }
    }

    /** @param child null for none, as it could not begin */
    static void ended(Loop on, Parent parent, String key, @Nullable ExecutionId child, @Nullable Failure failure) {
        String id = child == null ? null : child.value();
        on.signal(
                new ExecutionId(parent.execution()),
                at -> new Signal.ChildEnded(at, parent.activation(), key, id, failure));
    }

    /** Why the step that waited for the execution fails, null if it does not. */
    static @Nullable Failure failure(ExecutionId id, Lifecycle life) {
        if (life.status() == WorkflowStatus.COMPLETED) {
            return null;
        }
        Failure own = life.error();
        boolean cancelled = life.status() == WorkflowStatus.CANCELLED;
        ErrorKind kind = cancelled ? ErrorKind.CANCELLED : own == null ? ErrorKind.EXTERNAL : own.kind();
        return new Failure(
                InnerCause.TYPE, InnerCause.told(id.value(), life.created().workflow(), life.status(), own), kind);
    }

    /** @param again what is done on the loop after a while, if it cannot be done yet */
    private void run(Consumer<Children> act, Consumer<Loop> again) {
        Children by = children;
        if (by != null) {
            errands.execute(() -> attempt(by, act, again));
        }
    }

    /** Whatever is thrown, other errands come after it. */
    private void attempt(Children by, Consumer<Children> act, Consumer<Loop> again) {
        try {
            act.accept(by);
        } catch (OrchestrationException e) {
            if (mayPass(e.code())) {
                loop.reception().post(Message.of(on -> on.timers().set(Timer.of(again), on.nanosAfter(BETWEEN_TRIES))));
            } else if (e.code() != ErrorCode.CLOSED) {
                LOG.warn("an execution that a step waits for goes on with the next start: {}", e.getMessage());
            }
        } catch (RuntimeException | Error e) { // a fault of ours: the step waits on, and goes on with the next start
            LOG.error("an execution that a step waits for could not be cared for", e);
        }
    }

    private static boolean mayPass(ErrorCode code) {
        return code.mayPass() || code == ErrorCode.QUEUE_FULL || code == ErrorCode.WORKFLOW_NOT_FOUND;
    }
}
