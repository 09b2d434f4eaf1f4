package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.Style;
import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.state.Clock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.command.Command;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** A command for whose store there is no owner, and none can be made. */
class DeliveryTest {
    private static final Command COMMAND = new Command("c-1", "suspend", "someone", Map.of(), "ada", 1);

    @TempDir
    Path directory;

    private Arguments arguments;
    private EngineSetup setup;

    @BeforeEach
    void aStoreThatNobodyCanOwn() throws IOException {
        Terminal here = Terminal.in(directory);
        here.write("hello.yaml", "{name: hello, steps: [{name: a, action: core.noop}]}");
        assertThat(here.type("run", "hello.yaml", "-q").code()).isZero();
        Path lock = directory.resolve(".orchestration/state.db.lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        arguments = arguments();
        setup = EngineSetup.of(arguments);
    }

    private Arguments arguments() {
        CommandSpec spec = CommandSpec.create();
        SharedOptions.addStore(spec);
        Channel nowhere =
                new Channel(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), Style.PLAIN);
        Caller caller = new Caller(nowhere, nowhere, Map.of(), directory, Clock.system());
        return new Arguments(new CommandLine(spec).parseArgs(), caller, Configuration.none());
    }

    private OrchestrationException refusal(Succession succession) {
        Delivery delivery = new Delivery(succession, new RunView(arguments, setup.location()));
        return catchThrowableOfType(OrchestrationException.class, () -> delivery.deliver(COMMAND, () -> false));
    }

    @Test
    void whoCannotBecomeTheOwnerWithdrawsTheCommandSoThatNothingOfItHappensLater() {
        try (Succession succession = Succession.watching(setup)) {
            OrchestrationException refusal = refusal(succession);

            assertThat(refusal).isNotInstanceOf(UnknownOutcomeException.class);
            assertThat(ExitCodes.of(refusal)).isEqualTo(ExitCodes.REFUSED);
            assertThat(succession.viewed().commands().waiting()).isEmpty();
        }
    }

    @Test
    void whatAnOwnerHadInHandAlreadyIsNotKnownAndEndsWithOne() {
        try (Succession succession = Succession.watching(setup)) {
            succession.viewed().commands().send(COMMAND);
            assertThat(succession.viewed().commands().take(COMMAND.id())).isPresent();

            OrchestrationException refusal = refusal(succession);

            assertThat(refusal)
                    .isInstanceOf(UnknownOutcomeException.class)
                    .hasMessageContaining("Whether it was begun is not known");
            assertThat(ExitCodes.of(refusal)).isEqualTo(ExitCodes.FAILED);
        }
    }
}
