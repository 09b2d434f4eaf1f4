package dev.orchestration.app;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.command.CommandBox;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Owner;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * Leaves a command before a store and waits for its answer: the store's owner gives it, or this process itself, once there is
 * no owner any more. For one thread.
 */
final class Delivery {
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final long UNUSUAL_NANOS = Duration.ofSeconds(5).toNanos();

    private final Succession succession;
    private final Clock clock;
    private final RunView view;

    Delivery(Succession succession, RunView view) {
        this.succession = succession;
        this.clock = view.arguments().caller().clock();
        this.view = view;
    }

    /**
     * The answer.
     *
     * @param givenUp whether nobody wants it any more: then the command is withdrawn, if nobody has it in hand already
     * @return empty if it was withdrawn, so that nothing of it happens
     * @throws UnknownOutcomeException if nobody can tell what becomes of it
     * @throws OrchestrationException if this process became the owner and cannot carry commands out; it is withdrawn then
     */
    Optional<Event.CommandReceived> deliver(Command command, BooleanSupplier givenUp) {
        box().send(command);
        long sent = clock.nanos();
        boolean told = false;
        while (!givenUp.getAsBoolean()) {
            Optional<Event.CommandReceived> answer = look(command);
            if (answer.isPresent()) {
                return answer;
            }
            succession.lastingTrouble().ifPresent(trouble -> giveUp(command, trouble));
            if (!told && clock.nanos() - sent > UNUSUAL_NANOS) {
                told = true;
                requireLying(command);
                tellWhatItWaitsFor();
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return withdraw(command);
    }

    /** The answer if there is one, else this process becomes the owner if nobody is; what fails in that withdraws the command. */
    private Optional<Event.CommandReceived> look(Command command) {
        try {
            Optional<Event.CommandReceived> answer = answer(command);
            if (answer.isEmpty()) {
                var unused = succession.takeOverIfDeserted();
            }
            return answer;
        } catch (OrchestrationException e) {
            giveUp(command, e);
            return Optional.empty();
        }
    }

    private void giveUp(Command command, OrchestrationException trouble) {
        boolean withdrawn;
        try {
            withdrawn = box().withdraw(command.id());
        } catch (OrchestrationException e) {
            withdrawn = false;
        }
        throw withdrawn ? trouble : new UnknownOutcomeException(trouble);
    }

    private void requireLying(Command command) {
        if (!box().waiting().contains(command.id()) && answer(command).isEmpty()) {
            throw new OrchestrationException(
                    ErrorCode.COMMAND_REFUSED,
                    "somebody removed the command to " + command.verb() + " before its answer was recorded; look with"
                            + " `orchestrate list`, then ask again");
        }
    }

    private void tellWhatItWaitsFor() {
        Optional<OrchestrationException> own = succession.trouble();
        if (own.isPresent()) {
            view.say("it waits: " + own.get().getMessage());
        } else {
            succession
                    .before()
                    .ifPresent(owner -> view.say(succession.named(owner)
                            + ", which owns the store, has not answered yet; " + succession.remedy()));
        }
    }

    /** Whoever has it in hand answers soon, unless it hangs; if it has ended, the command is nobody's. */
    private Optional<Event.CommandReceived> withdraw(Command command) {
        if (box().withdraw(command.id())) {
            return Optional.empty();
        }
        long since = clock.nanos();
        boolean told = false;
        Optional<Event.CommandReceived> answer = answer(command);
        while (answer.isEmpty()) {
            if (succession.engine().isEmpty() && isTakenFromNobody(command)) {
                return answer(command);
            }
            if (!told && clock.nanos() - since > UNUSUAL_NANOS) {
                told = true;
                requireLying(command);
                view.say("its owner has it in hand already, so its answer is waited for (again Ctrl-C: at once)");
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
            answer = answer(command);
        }
        return answer;
    }

    /**
     * Whether it lay there without an owner and lies there no more. A new owner records itself before it looks at what lies there,
     * so if none has done so after the removal, nobody has the command.
     */
    private boolean isTakenFromNobody(Command command) {
        long before = epoch();
        if (succession.owner().isPresent() || !box().remove(command.id())) {
            return false;
        }
        if (epoch() != before && answer(command).isEmpty()) {
            throw new UnknownOutcomeException(new OrchestrationException(
                    ErrorCode.STORE_OWNED, "another process took the store over while the command was withdrawn"));
        }
        return true;
    }

    private long epoch() {
        return succession.viewed().archive().lastOwner().map(Owner::epoch).orElse(0L);
    }

    private CommandBox box() {
        return succession.viewed().commands();
    }

    private Optional<Event.CommandReceived> answer(Command command) {
        return succession.viewed().archive().answer(command.id());
    }

    /** @throws OrchestrationException with the code and message of the refusal, if it is one */
    static void requireDone(Event.CommandReceived answer) {
        if (answer.isRefused()) {
            throw refusal(answer);
        }
    }

    static OrchestrationException refusal(Event.CommandReceived answer) {
        // A newer owner may know more codes.
        ErrorCode code = Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(answer.code()))
                .findFirst()
                .orElse(ErrorCode.COMMAND_REFUSED);
        return new OrchestrationException(code, String.valueOf(answer.message()));
    }
}
