package dev.orchestration.state.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.EventSamples;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every box of commands promises. Each has one subclass, which says how to make an empty one. */
public abstract class CommandBoxContractTest {
    private CommandBox box;

    /** A new, empty box. */
    protected abstract CommandBox open();

    @BeforeEach
    void openBox() {
        box = open();
    }

    /** A command to cancel, with some argument in it. */
    public static Command command(String id) {
        return new Command(id, "cancel", "run1", Map.of("reason", "too läte \"now\""), "ada", 1_700_000_000_000_000L);
    }

    @Test
    void whatIsSentIsReadAsItWasUntilItIsRemoved() {
        box.send(command("c1"));
        box.send(command("c2"));

        assertThat(box.waiting()).containsExactlyInAnyOrder("c1", "c2");
        assertThat(box.take("c1")).contains(command("c1"));
        assertThat(box.take("c1")).contains(command("c1"));
        assertThat(box.remove("c1")).isTrue();
        assertThat(box.remove("c1")).isFalse();
        assertThat(box.take("c1")).isEmpty();
        assertThat(box.waiting()).containsExactly("c2");
    }

    @Test
    void aCommandIsWithdrawnUntilTheOwnerHasItInHand() {
        box.send(command("c1"));
        box.send(command("c2"));

        assertThat(box.withdraw("c1")).isTrue();
        assertThat(box.withdraw("c1")).isFalse();
        assertThat(box.take("c1")).isEmpty();
        assertThat(box.take("c2")).isPresent();
        assertThat(box.withdraw("c2")).isFalse();
        assertThat(box.waiting()).containsExactly("c2");
        assertThat(box.remove("c2")).isTrue();
        assertThat(box.waiting()).isEmpty();
    }

    @Test
    void theSameCommandSentTwiceLiesThereOnce() {
        box.send(command("c1"));
        box.send(command("c1"));

        assertThat(box.waiting()).containsExactly("c1");
    }

    @Test
    void aCommandReplacesTheOneOfItsId() {
        Command other = new Command("c1", "suspend", "run2", Map.of(), "bob", 1_700_000_000_000_001L);
        box.send(command("c1"));
        box.send(other);

        assertThat(box.waiting()).containsExactly("c1");
        assertThat(box.take("c1")).contains(other);
    }

    @Test
    void aCommandComesBackEqualWhateverIsInIt() {
        Command hard = new Command("c1", "run", null, EventSamples.hardJson(), "a\0b \uD800 \\u0000", 5);
        box.send(hard);

        assertThat(box.take("c1")).contains(hard);
    }

    @Test
    void theLargestCommandThatMayBeSentIsRead() {
        String filled = "x".repeat(Command.MAX_BYTES - sized("").toBytes().length);
        Command large = sized(filled);
        box.send(large);

        assertThat(large.toBytes()).hasSize(Command.MAX_BYTES);
        assertThat(box.take("c1")).contains(large);
    }

    private static Command sized(String definition) {
        return new Command("c1", "run", null, Map.of("definition", definition), "ada", 1);
    }

    @Test
    void aCommandThatIsTooLargeIsRefusedAndTellsWhatToDo() {
        Map<String, Object> large = Map.of("definition", "x".repeat(Command.MAX_BYTES));

        assertThatThrownBy(() -> box.send(new Command("c1", "run", null, large, "ada", 1)))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMAND_REFUSED))
                .hasMessageContaining("more than 1048576");
        assertThat(box.waiting()).isEmpty();
    }

    @Test
    void whoeverWatchesIsToldThatSomethingCame() throws Exception {
        CountDownLatch told = new CountDownLatch(1);
        try (CommandBox.Watch watch = box.watch(told::countDown)) {
            assertThat(watch).isNotNull();
            box.send(command("c1"));
            assertThat(told.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whoeverWatchesIsToldAgainAndAgainUntilHeClosesTheWatchWhichHeMayDoTwice() throws Exception {
        Semaphore told = new Semaphore(0);
        CommandBox.Watch watch = box.watch(told::release);
        for (String id : new String[] {"c1", "c2", "c3"}) {
            told.drainPermits();
            box.send(command(id));
            assertThat(told.tryAcquire(60, TimeUnit.SECONDS)).as(id).isTrue();
        }
        watch.close();
        watch.close();

        box.send(command("c4"));
        assertThat(box.waiting()).hasSize(4);
    }

    @Test
    void theNameOfAFileOutsideIsNoId() {
        for (String name : new String[] {"../c1", "", "C1", "c1.json", "c\u0000", "c".repeat(65)}) {
            assertThatThrownBy(() -> command(name)).isInstanceOf(OrchestrationException.class);
        }
    }
}
