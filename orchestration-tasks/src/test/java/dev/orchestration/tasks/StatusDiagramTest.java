package dev.orchestration.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The diagram in the guide is drawn from the table, and the table says the same in all its parts. */
class StatusDiagramTest {
    private static final Path GUIDE = Path.of(System.getProperty("orchestration.root"), "docs", "tasks.md");
    private static final String BEGIN = "<!-- drawn from TaskStatus.moves() -->\n";
    private static final String END = "<!-- end -->";

    /** What stands in the guide is replaced with {@code -Dorchestration.redraw=true}. */
    @Test
    void theGuideShowsTheTable() throws IOException {
        String guide = Files.readString(GUIDE);
        int from = guide.indexOf(BEGIN) + BEGIN.length();
        int to = guide.indexOf(END, from);
        if (Boolean.getBoolean("orchestration.redraw")) {
            Files.writeString(GUIDE, guide.substring(0, from) + diagram() + guide.substring(to));
        }
        assertThat(Files.readString(GUIDE))
                .as("docs/tasks.md is not the table; run this test with -Dorchestration.redraw=true")
                .contains(BEGIN + diagram() + END);
    }

    private static String diagram() {
        String moves = TaskStatus.moves().stream()
                .map(move -> "    %s --> %s : %s\n"
                        .formatted(
                                move.from().wire(),
                                move.to().wire(),
                                move.on().name().toLowerCase(Locale.ROOT)))
                .collect(Collectors.joining());
        String ends = Arrays.stream(TaskStatus.values())
                .filter(TaskStatus::isTerminal)
                .map(status -> "    " + status.wire() + " --> [*]\n")
                .collect(Collectors.joining());
        return "```mermaid\nstateDiagram-v2\n    [*] --> " + TaskStatus.PENDING.wire() + "\n" + moves + ends + "```\n";
    }

    @Test
    void aStatusIsTerminalIfNoRowLeavesIt() {
        for (TaskStatus status : TaskStatus.values()) {
            boolean left = TaskStatus.moves().stream().anyMatch(move -> move.from() == status);
            assertThat(status.isTerminal()).as(status.wire()).isEqualTo(!left);
        }
    }
}
