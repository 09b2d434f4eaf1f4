package dev.orchestration.app.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ProgressTest {
    private static final long SECOND = 1_000_000;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Channel channel(Style style) {
        return new Channel(new PrintStream(bytes, true, StandardCharsets.UTF_8), style);
    }

    private String written() {
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static List<String> names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "step" + i).toList();
    }

    private static Event started(int node) {
        return new Event.AttemptStarted(0, Activation.first(node), 1, null);
    }

    private static Event ended(int node, Next next, @Nullable Failure error) {
        Outcome outcome = error == null ? Outcome.COMPLETED : Outcome.FAILED;
        return new Event.AttemptEnded(
                SECOND, Activation.first(node), 1, outcome, 0, SECOND, null, List.of(), error, null, next, 3 * SECOND);
    }

    private Progress plain(int steps, Style style) {
        StepTally tally = new StepTally(names(steps));
        return new PlainProgress(channel(style), tally, new StepLines(tally, ZoneOffset.UTC));
    }

    @Test
    void plainLinesTellWhatEndedAndWhy() {
        Failure failure = new Failure(
                "ProcessFailed", "ended with 3; its last lines:\nfirst\n\u001B[31mlast", ErrorKind.EXTERNAL);

        plain(4, Style.PLAIN)
                .committed(List.of(
                        started(0),
                        ended(0, Next.COMPLETED, null),
                        ended(1, Next.RETRY, failure),
                        ended(2, Next.FAILED, failure),
                        new Event.Skipped(SECOND, Activation.first(3), "run_if is false")));

        assertThat(written()).isEqualTo("""
                        00:00:01 ✓ step0  1.0 s
                        00:00:01 ↻ step1  1.0 s: attempt 1 failed, again in 2.0 s: ended with 3: last
                        00:00:01 ✗ step2  1.0 s: ended with 3: last
                        00:00:01 – step3  skipped: run_if is false
                        """);
    }

    @Test
    void whereSymbolsCannotBeShownWordsStandForThem() {
        Style ascii = Style.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.US_ASCII);

        plain(1, ascii).committed(List.of(ended(0, Next.COMPLETED, null)));

        assertThat(written()).isEqualTo("00:00:01 ok        step0  1.0 s\n");
    }

    @Test
    void coloursAppearOnATerminalAndNeverWithNoColor() {
        assertThat(Style.of(true, Map.of(), StandardCharsets.UTF_8).colours()).isTrue();
        assertThat(Style.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8)
                        .colours())
                .isFalse();
        assertThat(Style.of(true, Map.of("TERM", "dumb"), StandardCharsets.UTF_8)
                        .terminal())
                .isFalse();
        assertThat(Style.of(false, Map.of(), StandardCharsets.UTF_8).colours()).isFalse();
    }

    @Test
    void manyStepsAreToldByTenthsAndFailuresUpToALimit() {
        Failure failure = new Failure("X", "why", ErrorKind.EXTERNAL);
        Progress progress = plain(100_000, Style.PLAIN);
        for (int node = 0; node < 100_000; node++) {
            progress.committed(List.of(ended(node, node % 100 == 0 ? Next.FAILED : Next.COMPLETED, failure)));
        }

        assertThat(written().lines().filter(line -> line.contains("✗"))).hasSize(20);
        assertThat(written().lines().filter(line -> line.contains(" of 100000 done")))
                .hasSize(10);
    }

    @Test
    void theTreeShowsAtMostFifteenStepsAndDrawsOverItself() {
        Style terminal = new Style(true, false, true);
        StepTally tally = new StepTally(names(1_000));
        ManualClock clock = new ManualClock(0);
        ProgressTree tree = ProgressTree.start(
                channel(terminal),
                tally,
                new StepLines(tally, ZoneOffset.UTC),
                new ProgressTree.Subject("big\u001B[2J", 10 * SECOND),
                clock);
        List<Event> all = new ArrayList<>();
        IntStream.range(0, 500).forEach(node -> all.add(started(node)));
        tree.committed(all);
        tree.draw();
        String first = lastDrawing();
        tree.draw();
        String second = lastDrawing();
        tree.close();

        assertThat(first)
                .contains("big  0 of 1000 done · 500 running · 0.0 s · about 10.0 s left")
                .contains("› step14  0.0 s")
                .contains("… and 485 more")
                .doesNotContain("step15 ");
        assertThat(first.lines().count()).isLessThanOrEqualTo(18);
        assertThat(second).startsWith("\u001B[17A\r\u001B[J");
        assertThat(written()).endsWith("\u001B[17A\r\u001B[J\u001B[?7l\u001B[?7h");
    }

    private String lastDrawing() {
        String all = written();
        int before = all.lastIndexOf("\u001B[?7h", all.length() - 6);
        return all.substring(before < 0 ? 0 : before + 5);
    }

    @Test
    void durationsAreReadByPeople() {
        assertThat(DurationText.of(-1L)).isEqualTo("0.0 s");
        assertThat(DurationText.of(1_250_000L)).isEqualTo("1.3 s");
        assertThat(DurationText.of(59_960_000L)).isEqualTo("0 min 59 s");
        assertThat(DurationText.of(125 * SECOND)).isEqualTo("2 min 05 s");
        assertThat(DurationText.of(2 * 3_600 * SECOND)).isEqualTo("2 h 00 min");
        assertThat(DurationText.of((Long) null)).isEqualTo("-");
    }
}
