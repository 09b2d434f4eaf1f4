package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Goes the walk of docs/workflows.md: its file, its slips, its commands, and what they are shown to answer. */
class WalkTest {
    private static final Pattern SLIP = Pattern.compile("\\| \\w+ \\| `([^`]+)` \\| `([^`]+)` \\|");
    private static final Pattern DURATION = Pattern.compile("\\d+\\.\\d s");
    private static final Pattern TIME = Pattern.compile("\\d\\d:\\d\\d:\\d\\d");

    @TempDir
    Path directory;

    private final List<String> executions = new ArrayList<>();

    @Test
    void everyCommandOfTheWalkAnswersAsItIsShown() throws IOException {
        Terminal here = Terminal.in(directory);
        String walk = Files.readString(Terminal.root().resolve("docs/workflows.md"));
        walk = walk.substring(walk.indexOf("## A walk"), walk.indexOf("## The whole form"));
        String good = block(walk, "```yaml\n");
        here.write("takings.yaml", good);
        here.write("broken.yaml", withSlips(good, walk));

        int commands = 0;
        for (int at = walk.indexOf("```text walk\n"); at >= 0; at = walk.indexOf("```text walk\n", at + 1)) {
            for (String shown : block(walk.substring(at), "```text walk\n").split("(?m)^\\$ ", -1)) {
                if (!shown.isBlank()) {
                    play(here, shown.lines().toList());
                    commands++;
                }
            }
        }
        assertThat(commands).isEqualTo(9);
    }

    private static String block(String text, String fence) {
        int from = text.indexOf(fence) + fence.length();
        return text.substring(from, text.indexOf("```", from));
    }

    private static String withSlips(String good, String walk) {
        String bad = good;
        Matcher slip = SLIP.matcher(walk);
        int slips = 0;
        for (; slip.find(); slips++) {
            assertThat(bad).contains(slip.group(2));
            bad = bad.replaceFirst(Pattern.quote(slip.group(2)), Matcher.quoteReplacement(slip.group(1)));
        }
        assertThat(slips).isEqualTo(10);
        return bad;
    }

    private void play(Terminal here, List<String> shown) {
        String command = shown.get(0);
        assertThat(command).startsWith("orchestrate ");
        Terminal.Answer answer =
                here.type(named(command.substring("orchestrate ".length())).split(" ", -1));
        if (command.contains(" run ") || command.contains(" fork ")) {
            executions.add((String) here.type("list", "--json").list().get(0).get("execution_id"));
        }
        List<String> real =
                (answer.out() + answer.err()).lines().map(WalkTest::timeless).toList();
        int at = 0;
        boolean gap = false;
        for (String line : shown.subList(1, shown.size())) {
            if (line.equals("…")) {
                gap = true;
            } else {
                String expected = timeless(named(line));
                int found = real.subList(at, real.size()).indexOf(expected);
                assertThat(found)
                        .as("%s%n%s%n  in%n%s", command, expected, String.join("\n", real))
                        .isGreaterThanOrEqualTo(0);
                assertThat(gap || found == 0)
                        .as("%s: more stands before%n%s", command, expected)
                        .isTrue();
                at += found + 1;
                gap = false;
            }
        }
        assertThat(gap || at == real.size())
                .as("%s: more stands at its end: %s", command, real)
                .isTrue();
    }

    private String named(String line) {
        String first = executions.isEmpty() ? "" : executions.get(0);
        return line.replace("$ID", first).replace("$FORK", executions.size() < 2 ? "" : executions.get(1));
    }

    /** Times and durations differ from run to run. */
    private static String timeless(String line) {
        String same = TIME.matcher(DURATION.matcher(line).replaceAll("0.1 s")).replaceAll("12:00:00");
        return same.stripTrailing();
    }
}
