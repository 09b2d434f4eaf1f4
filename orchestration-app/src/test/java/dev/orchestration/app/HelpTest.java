package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class HelpTest {
    @TempDir
    Path directory;

    static java.util.List<String> commands() {
        return Commands.NAMES;
    }

    static java.util.List<String> all() {
        return Commands.all();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void theQuickHelpNamesEveryCommandAndWhatItIsFor(String name) {
        CommandLine line = CommandParser.of(name, Objects.requireNonNull(Commands.find(name)));
        String header = line.getCommandSpec().usageMessage().header()[0];

        assertThat(QuickAnswer.HELP).containsPattern("\n  " + name + " +" + header + "\n");
    }

    @Test
    void theQuickHelpNamesNothingElse() {
        var told = QuickAnswer.HELP
                .lines()
                .filter(line -> line.startsWith("  "))
                .map(line -> line.strip().split(" ", 2)[0]);

        assertThat(told).containsExactlyElementsOf(Commands.NAMES);
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyCommandHasHelpWithExamplesInBothWays(String name) {
        Terminal.Answer after = Terminal.in(directory).type((name + " --help").split(" ", -1));

        assertThat(after.code()).isZero();
        assertThat(after.out()).contains("Usage: orchestrate " + name).contains("Examples:\n  orchestrate " + name);
        assertThat(Terminal.in(directory).type(("help " + name).split(" ", -1))).isEqualTo(after);
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "new", "project", "schedule", "config"})
    void whatNeedsASecondWordTellsWhatEachIsFor(String first) {
        String help = Terminal.in(directory).type(first, "--help").out();

        assertThat(help).containsPattern("Usage: orchestrate " + first + " \\[?COMMAND");
        Commands.all().stream().filter(name -> name.startsWith(first + " ")).forEach(name -> {
            CommandLine line = CommandParser.of(name, Objects.requireNonNull(Commands.find(name)));
            String header = line.getCommandSpec().usageMessage().header()[0];
            String second = name.substring(first.length() + 1);
            assertThat(help.replaceAll("\\s+", " ")).contains(second + " " + header);
        });
    }

    @Test
    void quickAnswersNeedOneWord() {
        assertThat(QuickAnswer.to()).isEqualTo(QuickAnswer.HELP);
        assertThat(QuickAnswer.to("--help")).isEqualTo(QuickAnswer.HELP);
        assertThat(QuickAnswer.to("--version")).matches("orchestrate \\S+ \\(Java \\S+\\)\n");
        assertThat(QuickAnswer.to("help", "run")).isNull();
        assertThat(QuickAnswer.to("list")).isNull();
    }
}
