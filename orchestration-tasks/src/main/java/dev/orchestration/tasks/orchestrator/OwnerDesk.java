package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What is done at a command. Each method returns after the commit; where a {@link Receipt} is given, that commit holds the
 * command's answer too. If a method throws, nothing was done and nothing is answered, with these exceptions: an {@link
 * AnsweredException} says that it was done before; an {@link UndecidedException} that it will be
 * once the store records again; a code of a lost store, that its next look tells. To ask again for the same
 * command is safe in each case. Thread-safe.
 */
public final class OwnerDesk {
    private final FrontDesk desk;
    private final ExecutionHost executions;

    private final Asking asking;
    private final SessionDesk sessions;

    OwnerDesk(FrontDesk desk, ExecutionHost executions, Asking asking) {
        this.desk = desk;
        this.executions = executions;
        this.asking = asking;
        this.sessions = new SessionDesk(desk);
    }

    /** What is done for sessions as a whole. */
    public SessionDesk sessions() {
        return sessions;
    }

    /** As {@link TaskOrchestrator#submit}. */
    public Accepted submit(Hosting hosting, Birth birth, Map<String, Object> context, @Nullable Receipt receipt) {
        return desk.accepted(executions.submit(hosting, birth, context, receipt));
    }

    /**
     * As {@link TaskOrchestrator#resume}.
     *
     * @param first what is asked of it before anything of it starts; if one makes no sense, it is not taken up
     */
    public Accepted resume(
            ExecutionId id, Hosting hosting, List<Commit> history, List<Ask> first, @Nullable Receipt receipt) {
        Hosted hosted = new Hosted(id, hosting);
        List<LongFunction<Signal>> signals = first.stream()
                .map(ask -> (LongFunction<Signal>) at -> ask.signal(hosted.state(), at))
                .toList();
        return desk.accepted(executions.resume(hosted, history, signals, receipt));
    }

    /**
     * An execution that this engine carries out at the moment, for whoever asked for it once more; empty, and nothing is
     * answered, if it does not.
     */
    public Optional<Accepted> underWay(ExecutionId id, @Nullable Receipt receipt) {
        return Optional.ofNullable(executions.underWay(id, receipt)).map(desk::accepted);
    }

    /** Answers that what was asked for is done already: it is this execution. */
    public void done(Receipt receipt, ExecutionId execution) {
        executions.done(receipt, execution);
    }

    /** As {@link TaskOrchestrator#cancel}; nothing is answered if it says false. */
    public boolean cancel(ExecutionId id, String by, String reason, @Nullable Receipt receipt) {
        return executions.cancel(id, by, reason, receipt);
    }

    /**
     * Asks for the end of one step, or plain task, for good.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry the execution out, or the step has
     *     ended, ({@code UNKNOWN_TASK}) if there is no such step
     */
    public void cancelStep(ExecutionId id, String step, String by, String reason, @Nullable Receipt receipt) {
        executions.cancelStep(id, step, new ExecutionHost.Asked(by, reason), receipt);
    }

    /**
     * Ends the attempts of one execution and pauses it; it starts nothing meanwhile. Returns when that is asked for, which
     * may be before it is paused.
     *
     * @throws OrchestrationException ({@code WRONG_STATE}) if this engine does not carry the execution out, or it waits for
     *     its session to have room
     */
    public void suspend(ExecutionId id, String reason, @Nullable Receipt receipt) {
        executions.suspend(id, reason, receipt);
    }

    /**
     * Asks something of an execution that this engine carries out at the moment; empty, and nothing is answered, if it does
     * not.
     *
     * @throws OrchestrationException what the ask itself refuses
     */
    public Optional<Accepted> ask(ExecutionId id, Ask ask, @Nullable Receipt receipt) {
        return Optional.ofNullable(asking.ask(id, ask, receipt)).map(desk::accepted);
    }

    /**
     * An execution that a step waits for, and that waits for its key, pauses as soon as it has it. Says whether it waits: false
     * if it has begun, or is not carried out here.
     *
     * @param reason null if it goes on after all
     */
    public boolean pauseOnceBegun(ExecutionId id, @Nullable String reason) {
        return Boolean.TRUE.equals(desk.ask(on -> on.roster().pauseOnceIn(id, reason)));
    }

    /**
     * Does something with executions that nobody carries out, and that nobody takes up before {@code act} returns: whoever wants
     * to waits. So what was read of one before is not written after it was changed or removed here.
     *
     * @param act is given those that are not just being taken up or carried out, in their order, and not the newest queue of
     *     plain tasks, from which the next is counted; it must not ask this engine for anything
     * @throws OrchestrationException if the engine is closed, or what was decided cannot be recorded at the moment
     */
    public <T> T apart(List<ExecutionId> ids, Function<List<ExecutionId>, T> act) {
        return executions.apart(ids, act);
    }

    /** Executions that nobody carries out have their keys all the same; before anybody else takes one. */
    public void keepKeys(List<KeyHolder> holders) {
        desk.ask(on -> {
            holders.forEach(on.roster().keys()::keep);
            return true;
        });
    }

    /** Those that an execution of this claim, which has just begun, cancels and that nobody carries out who could be told. */
    public List<ExecutionId> outdone(Claim claim) {
        List<ExecutionId> asleep = desk.ask(on -> new KeyConflict(on.roster().keys()).toCancel(claim));
        return asleep == null ? List.of() : asleep;
    }

    /**
     * From now on executions that steps wait for are begun, paused and ended so; to be said before anything is hosted.
     *
     * @throws OrchestrationException ({@code CLOSED}) if the engine is closed
     */
    public void carryOutChildrenBy(Children children) {
        Executor errands = desk.errands();
        desk.tell(Message.of(on -> on.roster().offspring().carriedOutBy(children, errands)));
    }

    /** Tells the step that waits for it which execution it is. */
    public void childBegun(ChildOrder order, ExecutionId child) {
        desk.tell(Message.of(on -> on.signal(
                order.parent(),
                at -> new Signal.ChildBegun(at, order.step().activation(), order.key(), child.value()))));
    }

    /**
     * Tells the step that waits for it of the end of an execution; nothing happens where none does any more.
     *
     * @param child null for none, as it could not begin
     * @param failure why it did not complete, null if it did
     */
    public void childEnded(ChildOrder order, @Nullable ExecutionId child, @Nullable Failure failure) {
        desk.tell(Message.of(on -> Offspring.ended(on, order.step(), order.key(), child, failure)));
    }

    /** As {@link #childEnded(ChildOrder, ExecutionId, Failure)}, with what is recorded of its end. */
    public void childEnded(ChildOrder order, ExecutionState ended) {
        childEnded(order, ended.id(), Offspring.failure(ended.id(), ended.lifecycle()));
    }

    /** Makes what runs one thing after the other, off the loop, on a thread of its own. */
    public Executor errands() {
        return desk.errands();
    }

    /** Records why a command is not carried out. */
    public void refuse(Receipt receipt, @Nullable String execution, OrchestrationException why) {
        executions.refuse(receipt, execution, why);
    }

    /**
     * Has {@code act} run on the loop once in every period from now on; it must be quick.
     *
     * @throws OrchestrationException ({@code CLOSED}) if the engine is closed
     */
    public void every(Duration period, Runnable act) {
        if (period.isNegative() || period.isZero()) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "a period lasts some time, not " + period);
        }
        desk.tell(Message.of(on -> on.timers().set(new Recurring(period, act), on.nanosAfter(0) + period.toNanos())));
    }

    /** A clock that calls {@code act} on the loop at the time it is set to; it must be quick. */
    public WallAlarm alarm(Runnable act) {
        return new WallAlarm(desk, act);
    }

    /** Sets itself again. */
    private static final class Recurring extends Timer {
        private final Duration period;
        private final Runnable act;

        Recurring(Duration period, Runnable act) {
            this.period = period;
            this.act = act;
        }

        @Override
        void fire(Loop loop) {
            loop.timers().set(this, loop.nanosAfter(0) + period.toNanos());
            act.run();
        }
    }
}
