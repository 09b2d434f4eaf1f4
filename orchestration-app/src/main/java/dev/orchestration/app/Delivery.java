package dev.orchestration.app;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import dev.orchestration.state.event.Event;
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

    /** Whoever has a command in hand while it is withdrawn, answers in this time. */
    private static final long WITHDRAWAL_NANOS = Duration.ofSeconds(2).toNanos();

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
     * @return empty if it was withdrawn
     */
    Optional<Event.CommandReceived> deliver(Command command, BooleanSupplier givenUp) {
        succession.viewed().commands().send(command);
        long sent = clock.nanos();
        boolean told = false;
        while (!givenUp.getAsBoolean()) {
            Optional<Event.CommandReceived> answer = answer(command);
            if (answer.isPresent()) {
                return answer;
            }
            var unused = succession.takeOverIfDeserted();
            succession.requireInOrder();
            if (!told && clock.nanos() - sent > UNUSUAL_NANOS) {
                told = true;
                succession
                        .before()
                        .ifPresent(owner -> view.say(succession.named(owner)
                                + ", which owns the store, has not answered yet; " + succession.remedy()));
            }
            LockSupport.parkNanos(this, LOOK_NANOS);
        }
        return withdraw(command);
    }

    private Optional<Event.CommandReceived> withdraw(Command command) {
        var unused = succession.viewed().commands().remove(command.id());
        long since = clock.nanos();
        Optional<Event.CommandReceived> answer = answer(command);
        while (answer.isEmpty() && clock.nanos() - since < WITHDRAWAL_NANOS) {
            LockSupport.parkNanos(this, LOOK_NANOS);
            answer = answer(command);
        }
        return answer;
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
