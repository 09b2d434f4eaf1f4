package dev.orchestration.tasks.model;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.decide.WaitSpec;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What it means that a step waits for somebody, and that somebody says something. */
final class Answers {
    private static final String SIGNAL = "signal";
    private static final String UNTIL = "until";

    private final Chart chart;
    private final Draft draft;

    Answers(Chart chart, Draft draft) {
        this.chart = chart;
        this.draft = draft;
    }

    /** A step begins to wait. */
    void asks(int number, long at) {
        Chart.Step step = chart.step(number);
        WaitSpec asks = step.asks();
        Long limit = after(at, step.spec().timeout());
        Long own = step.asksFor(UNTIL) ? (Long) Math.max(at, asks.until()) : after(at, asks.time());
        Long due = Stream.of(Optional.ofNullable(limit), Optional.ofNullable(own))
                .flatMap(Optional::stream)
                .min(Long::compare)
                .orElse(null);
        draft.nodes.set(number, draft.nodes.get(number).waitsUntil(due));
        if (step.asksFor(SIGNAL)) {
            draft.opened.remove((Object) number);
            draft.opened.add(number);
            if (draft.kept.merge(asks.name(), -1, Integer::sum) >= 0) {
                end(number, TaskStatus.COMPLETED);
            } else {
                draft.kept.remove(asks.name());
            }
        }
    }

    private static Long after(long at, Duration time) {
        return time == null ? null : (Long) (at + time.toNanos() / 1_000);
    }

    private void end(int number, TaskStatus how) {
        draft.nodes.set(number, draft.nodes.get(number).to(how));
    }

    void came(Signal.SignalCame signal) {
        if (draft.hasEnded()) {
            return;
        }
        Optional<Integer> longest = draft.opened.stream()
                .filter(each -> draft.nodes.get(each).is(TaskStatus.WAITING))
                .filter(each -> chart.step(each).asks().name().equals(signal.name()))
                .findFirst();
        longest.ifPresentOrElse(
                each -> end(each, TaskStatus.COMPLETED), () -> draft.kept.merge(signal.name(), 1, Integer::sum));
    }

    void answered(Signal.Answered signal) {
        int number = signal.activation().node();
        Node node = draft.nodes.get(number);
        boolean asked = chart.step(number).asksFor("approval")
                && node.is(TaskStatus.WAITING)
                && node.n() == signal.activation().n();
        if (asked) {
            end(number, signal.approved() ? TaskStatus.COMPLETED : TaskStatus.FAILED);
        }
    }

    /** How a wait ends that nobody answered. */
    static TaskStatus afterTime(Chart.Step step, Node node) {
        boolean well = step.asksFor(UNTIL) && node.due() >= step.asks().until();
        return well ? TaskStatus.COMPLETED : TaskStatus.FAILED;
    }
}
