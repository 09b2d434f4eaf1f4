package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StreamEnd;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Brings executions into the loop, new ones and recorded ones, and looks at them there. Thread-safe. */
final class ExecutionHost {
    private final FrontDesk desk;
    private final Archive archive;
    private final IdSource ids;
    private final ReceiptDesk receipts;
    private final TakingUp takingUp = new TakingUp();

    ExecutionHost(FrontDesk desk, Archive archive, IdSource ids) {
        this.desk = desk;
        this.archive = archive;
        this.ids = ids;
        this.receipts = new ReceiptDesk(desk, archive);
    }

    /** Returns when the new execution is recorded. */
    Hosted submit(Hosting hosting, Birth birth, Map<String, Object> context, @Nullable Receipt receipt) {
        Hosted hosted = new Hosted(new ExecutionId(ids.next()), hosting);
        List<ContextWrite> writes = new ArrayList<>();
        StreamEnd recorded = receipts.recorded(receipt);
        context.forEach((key, value) -> writes.add(new ContextWrite(key, JsonValue.of(value, key))));
        Trial.of(hosted.id(), hosting.plan(), birth);
        receipts.post(hosted, receipt, on -> {
            OrchestrationException circle = new KeyConflict(on.roster().keys()).refusal(hosted, on.roster());
            if (circle != null) {
                hosted.refuse(circle);
            } else if (on.roster().hostNew(hosted)) {
                hosted.emit(birth.created(hosted.id(), on.now()));
                if (!writes.isEmpty()) {
                    hosted.emit(new Event.ContextChanged(on.now(), writes, "session"));
                }
                birth.then(on.now()).forEach(hosted::emit);
                ReceiptDesk.answer(on, receipt, hosted.id(), recorded);
                on.roster().enrollNew(hosted, on.now());
            }
        });
        desk.await(hosted.accepted());
        return hosted;
    }

    /** Returns when the recorded execution goes on, or is refused; {@code hosted} is a new one. */
    Hosted resume(Hosted hosted, List<Commit> history, List<LongFunction<Signal>> first, @Nullable Receipt receipt) {
        ExecutionId id = hosted.id();
        StreamEnd recorded = receipts.recorded(receipt);
        history.forEach(hosted::replay);
        if (!takingUp.begin(id, desk::await)) {
            throw new MeanwhileException(id, "is being taken up already");
        }
        try {
            requireWhole(id, hosted.state());
            receipts.post(hosted, receipt, on -> {
                on.roster().takeUp(hosted, first, on.now());
                if (!hosted.accepted().isCompletedExceptionally()) {
                    ReceiptDesk.answer(on, receipt, id, recorded);
                }
            });
            desk.await(hosted.accepted());
            return hosted;
        } finally {
            takingUp.end(List.of(id));
        }
    }

    /**
     * A history that was read before somebody else took the execution up lacks commits, and the store would refuse the next
     * one. While the id is claimed and nobody hosts it, nothing is added.
     */
    private void requireWhole(ExecutionId id, ExecutionState told) {
        if (Boolean.TRUE.equals(desk.ask(on -> on.roster().find(id) != null))) {
            throw new MeanwhileException(id, "is being carried out already");
        }
        Long ended = told.lifecycle().endedAt();
        WorkflowStatus status = told.lifecycle().status();
        boolean whole = archive.execution(id)
                .map(row -> row.status() == status && Objects.equals(row.endedAt(), ended))
                .orElseThrow(() -> new OrchestrationException(
                        ErrorCode.UNKNOWN_EXECUTION,
                        "no execution '" + id + "' in this store any more: it was removed a moment ago"));
        if (!whole) {
            throw new MeanwhileException(id, "was carried out by somebody else a moment ago; look at it again");
        }
    }

    /** As {@link OwnerDesk#apart}. */
    <T> T apart(List<ExecutionId> ids, Function<List<ExecutionId>, T> act) {
        List<ExecutionId> set = takingUp.setApart(ids);
        try {
            List<ExecutionId> idle = desk.ask(on ->
                    set.stream().filter(id -> on.roster().find(id) == null).toList());
            ExecutionId newest = QueueHosting.newest(archive);
            return act.apply(Objects.requireNonNullElse(idle, List.<ExecutionId>of()).stream()
                    .filter(id -> !id.equals(newest))
                    .toList());
        } finally {
            takingUp.end(set);
        }
    }

    private static OrchestrationException wrongState(ExecutionId id, String why) {
        return new OrchestrationException(ErrorCode.WRONG_STATE, "execution " + id + " " + why);
    }

    /** The execution if it is carried out here at the moment, else null. */
    @Nullable
    Hosted underWay(ExecutionId id, @Nullable Receipt receipt) {
        StreamEnd recorded = receipts.recorded(receipt);
        return receipts.ask(receipt, on -> {
            Hosted hosted = on.roster().find(id);
            if (hosted != null) {
                ReceiptDesk.answer(on, receipt, id, recorded);
            }
            return hosted;
        });
    }

    void done(Receipt receipt, ExecutionId execution) {
        StreamEnd recorded = receipts.recorded(receipt);
        receipts.ask(receipt, on -> {
            ReceiptDesk.answer(on, receipt, execution, recorded);
            return true;
        });
    }

    /** Says whether the execution is carried out here at the moment. */
    boolean cancel(ExecutionId id, String by, String reason, @Nullable Receipt receipt) {
        StreamEnd recorded = receipts.recorded(receipt);
        Boolean here = receipts.ask(receipt, on -> {
            boolean hosted = on.roster().find(id) != null;
            on.signal(id, at -> new Signal.CancelAsked(at, CancelScope.EXECUTION, null, by, reason));
            if (hosted) {
                ReceiptDesk.answer(on, receipt, id, recorded);
            }
            return hosted;
        });
        return Boolean.TRUE.equals(here);
    }

    /** Who asked for an end, and why. */
    record Asked(String by, String reason) {}

    void cancelStep(ExecutionId id, String step, Asked asked, @Nullable Receipt receipt) {
        StreamEnd recorded = receipts.recorded(receipt);
        receipts.ask(receipt, on -> {
            Hosted hosted = requireHere(on, id);
            ExecutionState state = hosted.state();
            int node = state.plan().newest(step);
            if (node < 0) {
                throw new OrchestrationException(
                        ErrorCode.UNKNOWN_TASK,
                        "execution " + id + " has no step " + Quoted.of(step)
                                + (step.endsWith("]")
                                        ? "; a step is cancelled with all its elements, by its own name"
                                        : ""));
            }
            if (state.isSettled(node) || state.cancelRequested(node)) {
                throw wrongState(
                        id, "has nothing to cancel in step " + Quoted.of(step) + ": it has ended, or is about to");
            }
            on.signal(id, at -> new Signal.CancelAsked(at, CancelScope.STEP, node, asked.by(), asked.reason()));
            ReceiptDesk.answer(on, receipt, id, recorded);
            return true;
        });
    }

    void suspend(ExecutionId id, String reason, @Nullable Receipt receipt) {
        StreamEnd recorded = receipts.recorded(receipt);
        receipts.ask(receipt, on -> {
            Hosted hosted = requireHere(on, id);
            WorkflowStatus status = hosted.state().lifecycle().status();
            if (status == WorkflowStatus.PAUSED) {
                throw wrongState(id, "is paused already; `orchestrate continue " + id + "` goes on");
            }
            if (status != WorkflowStatus.RUNNING) {
                throw wrongState(
                        id, "waits for its key or for room in its session; cancel it, or wait until it has begun");
            }
            on.roster().suspend(hosted, reason);
            ReceiptDesk.answer(on, receipt, id, recorded);
            return true;
        });
    }

    private static Hosted requireHere(Loop on, ExecutionId id) {
        Hosted hosted = on.roster().find(id);
        if (hosted == null) {
            throw wrongState(
                    id,
                    "is not being carried out, so nothing of it can be ended; `orchestrate show " + id
                            + "` tells of it");
        }
        return hosted;
    }

    void refuse(Receipt receipt, @Nullable String execution, OrchestrationException why) {
        StreamEnd recorded = receipts.recorded(receipt);
        receipts.ask(receipt, on -> {
            on.roster().note(receipt.refused(on.now(), execution, why), recorded);
            return true;
        });
    }

    <T> @Nullable T inspect(ExecutionId id, Function<ExecutionState, @Nullable T> view) {
        Seen<T> seen = desk.ask(on -> {
            Hosted hosted = on.roster().find(id);
            return hosted == null ? null : Seen.through(view, hosted.state());
        });
        return seen == null ? null : seen.get();
    }
}
