package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.action.ActionFailedException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The breaker keeps our time; the rate limiter has its own, so its tests ask only what holds at any speed. */
class HostGateTest {
    private static final GuardSettings QUICK = GuardSettings.usual().withBreaker(4, 50, Duration.ofSeconds(30));

    private final ManualClock clock = new ManualClock(1_000_000);
    private final HostGate gate = new HostGate("https://api.example:443", QUICK, clock);

    private static Failure failure(HostGate gate, HostGate.Outgoing<String> call) {
        Throwable thrown = catchThrowable(() -> gate.pass(call, answer -> answer.equals("broken")));
        assertThat(thrown).isInstanceOf(ActionFailedException.class);
        return ((ActionFailedException) thrown).failure();
    }

    private static String fails(ErrorKind kind) throws ActionFailedException {
        throw new ActionFailedException("Test", kind, "on purpose");
    }

    private void answers(int times, String answer) throws ActionFailedException {
        for (int each = 0; each < times; each++) {
            gate.pass(() -> answer, any -> any.equals("broken"));
        }
    }

    private static void fail(HostGate gate, int times, ErrorKind kind) {
        for (int each = 0; each < times; each++) {
            failure(gate, () -> fails(kind));
        }
    }

    @Test
    void afterHalfOfTheCallsFailedNoneIsMadeAndItIsSaidForHowLong() throws Exception {
        answers(2, "fine");
        fail(gate, 2, ErrorKind.EXTERNAL);
        clock.advance(Duration.ofMillis(10_500));
        Failure held = failure(gate, () -> "never made");
        assertThat(held.type()).isEqualTo("CircuitOpen");
        assertThat(held.kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(held.message())
                .contains("https://api.example:443")
                .contains("circuit breaker is open; in 19.5 s a call is tried again");
    }

    @Test
    void oneGoodCallClosesItAgain() throws Exception {
        fail(gate, 4, ErrorKind.TIMEOUT);
        clock.advance(Duration.ofSeconds(31));
        answers(1, "fine");
        answers(2, "fine");
    }

    @Test
    void oneBadCallKeepsItOpen() {
        fail(gate, 4, ErrorKind.EXTERNAL);
        clock.advance(Duration.ofSeconds(31));
        fail(gate, 1, ErrorKind.EXTERNAL);
        assertThat(failure(gate, () -> "never made").message()).contains("in 30 s a call");
    }

    @Test
    void whileOneCallTriesOthersAreHeldBack() throws Exception {
        fail(gate, 4, ErrorKind.EXTERNAL);
        clock.advance(Duration.ofSeconds(31));
        gate.pass(
                () -> {
                    Failure second = failure(gate, () -> "never made");
                    assertThat(second.message()).contains("half open").contains("one call is under way");
                    return "fine";
                },
                any -> false);
        answers(1, "fine");
    }

    @Test
    void answersThatAreBrokenCountAsFailures() throws Exception {
        answers(4, "broken");
        assertThat(failure(gate, () -> "never made").type()).isEqualTo("CircuitOpen");
    }

    @Test
    void whatIsNotTheHostsFaultDoesNotCount() throws Exception {
        fail(gate, 20, ErrorKind.USER);
        fail(gate, 20, ErrorKind.CANCELLED);
        answers(1, "fine");
    }

    @Test
    void aCallThatEndedByItselfLeavesRoomForTheNextTry() throws Exception {
        fail(gate, 4, ErrorKind.EXTERNAL);
        clock.advance(Duration.ofSeconds(31));
        fail(gate, 3, ErrorKind.CANCELLED);
        answers(1, "fine");
    }

    @Test
    void moreCallsThanTheRateAreRefusedAndDoNotCountAgainstTheHost() throws Exception {
        HostGate slow = new HostGate("http://slow:80", QUICK.withRate(2, Duration.ofDays(1), Duration.ZERO), clock);
        slow.pass(() -> "one", any -> false);
        slow.pass(() -> "two", any -> false);
        for (int each = 0; each < 10; each++) {
            Failure refused = failure(slow, () -> "never made");
            assertThat(refused.type()).isEqualTo("RateLimited");
            assertThat(refused.kind()).isEqualTo(ErrorKind.EXTERNAL);
            assertThat(refused.message()).contains("at most 2 times in 86400 s");
        }
    }

    @Test
    void aCallThatIsInterruptedWhileItWaitsForItsTurnIsCancelled() throws Exception {
        HostGate slow =
                new HostGate("http://slow:80", QUICK.withRate(1, Duration.ofDays(1), Duration.ofDays(2)), clock);
        slow.pass(() -> "one", any -> false);
        Thread.currentThread().interrupt();
        assertThat(failure(slow, () -> "never made").kind()).isEqualTo(ErrorKind.CANCELLED);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void onlyTheHostsOfLateAreRemembered() throws Exception {
        HostGates gates = new HostGates(QUICK, clock);
        HostGate first = gates.of("http://0:80");
        for (int host = 1; host <= HostGates.MAX; host++) {
            gates.of("http://" + host + ":80");
            gates.of("http://1:80");
        }
        assertThat(gates.size()).isEqualTo(HostGates.MAX);
        assertThat(gates.of("http://0:80")).isNotSameAs(first);
        assertThat(gates.of("http://1:80")).isSameAs(gates.of("http://1:80"));
    }
}
