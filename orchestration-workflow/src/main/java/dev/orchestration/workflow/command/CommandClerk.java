package dev.orchestration.workflow.command;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.AnsweredException;
import dev.orchestration.tasks.orchestrator.OwnerDesk;
import dev.orchestration.tasks.orchestrator.Receipt;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out the commands that lie before the store, as its owner, one after the other. Each is carried out once: its
 * answer is recorded in the commit that does it, and only when the store shows the answer is the command removed; one that is
 * found answered is only removed. Thread-safe.
 */
public final class CommandClerk implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommandClerk.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    private final Store store;
    private final OwnerDesk desk;
    private final CommandActs acts;
    private final Executor errands;
    private final Guests guests = new Guests();
    private final AtomicBoolean called = new AtomicBoolean();
    /** Commands that failed on the store once: perhaps they are recorded all the same. Touched on {@code errands} only. */
    private final Set<String> postponed = new HashSet<>();

    private volatile CommandBox.Watch watch = () -> {};
    private volatile @Nullable OrchestrationException trouble;

    /** Whether the look that is made at this moment, or was made last, met with trouble; of whoever looks alone. */
    private boolean troubled;

    /** @param errands runs one thing after the other, off the loop */
    public CommandClerk(Store store, OwnerDesk desk, CommandActs acts, Executor errands) {
        this.store = store;
        this.desk = desk;
        this.acts = acts;
        this.errands = errands;
    }

    /** Begins with what lies there, and goes on with what comes. */
    public void open() {
        watch = store.commands().watch(this::look);
        if (guests.isClosed()) {
            watch.close();
        }
        if (store.isDurable()) {
            desk.every(LOOK_EVERY, this::look);
        }
        look();
    }

    private void look() {
        if (!guests.isClosed() && called.compareAndSet(false, true)) {
            errands.execute(this::workOff);
        }
    }

    private void workOff() {
        called.set(false);
        if (!guests.begin()) {
            return;
        }
        try {
            troubled = false;
            for (String id : store.commands().waiting()) {
                if (!guests.isClosed()) {
                    serve(id);
                }
            }
            if (!troubled) {
                trouble = null;
            }
        } catch (OrchestrationException e) {
            inTrouble(e);
        } finally {
            guests.done();
        }
    }

    /** Trouble with one command does not keep the others waiting. */
    private void serve(String id) {
        try {
            if (!isAnswered(id)) {
                Optional<Command> command = store.commands().take(id);
                command.ifPresent(this::carryOut);
            }
            if (isAnswered(id)) {
                postponed.remove(id);
                store.commands().remove(id);
            }
        } catch (OrchestrationException e) {
            inTrouble(e);
        }
    }

    private boolean isAnswered(String id) {
        return store.archive().answer(id).isPresent();
    }

    private void carryOut(Command command) {
        try {
            acts.carryOut(command, guests::joined);
        } catch (AnsweredException e) {
            return; // its answer is recorded, or will be: the next look finds it
        } catch (OrchestrationException e) {
            if (e.code().mayPass() || (isOfTheStore(e) && postponed.add(command.id()))) {
                inTrouble(e);
            } else {
                refuse(command, e);
            }
        } catch (RuntimeException e) { // a fault of ours: without an answer the command would lie here for ever
            LOG.error("the command {} to {} failed", command.id(), command.verb(), e);
            refuse(command, new OrchestrationException(ErrorCode.INTERNAL, "the owner of the store failed: " + e, e));
        }
    }

    /** What became of a step that the store did not take is seen by its next look only. */
    private static boolean isOfTheStore(OrchestrationException e) {
        return e.code() == ErrorCode.STORE_UNAVAILABLE
                || e.code() == ErrorCode.STORE_FENCED
                || e.code() == ErrorCode.CLOSED;
    }

    private void refuse(Command command, OrchestrationException why) {
        try {
            desk.refuse(Receipt.of(command), command.execution(), why);
        } catch (AnsweredException e) {
            return; // as it was carried out all the same
        }
    }

    /** It is tried again at the next look; the same trouble is told once. */
    private void inTrouble(OrchestrationException e) {
        OrchestrationException before = trouble;
        troubled = true;
        trouble = e;
        if (e.code() != ErrorCode.CLOSED && (before == null || !Objects.equals(before.getMessage(), e.getMessage()))) {
            LOG.warn("commands of other processes wait: {}", e.getMessage());
        }
    }

    /** Why commands wait although they were looked at; empty if all goes well. */
    public Optional<OrchestrationException> trouble() {
        return Optional.ofNullable(trouble);
    }

    /** Whether a command is in hand; an execution that it begins is among the {@link #guests()} before that is over. */
    public boolean isBusy() {
        return guests.isBusy();
    }

    /** The executions that are carried out for others at the moment. */
    public List<ExecutionId> guests() {
        return guests.all();
    }

    /**
     * Takes commands as long as it has guests, and none any more from the moment on in which the last one has left; what
     * lies there then is for the next owner.
     *
     * @return completed in that moment, or when this is closed
     */
    public CompletableFuture<Void> leave() {
        return guests.leave();
    }

    /** Takes no more commands; the guests stay with the engine. Idempotent. */
    @Override
    public void close() {
        guests.close();
        watch.close();
    }
}
