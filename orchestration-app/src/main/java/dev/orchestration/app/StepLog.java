package dev.orchestration.app;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Where the output of one attempt is.
 *
 * @param file may not exist, if nothing was printed or it was deleted
 */
record StepLog(String step, Activation activation, int attempt, Path file) {
    private static final Comparator<StepLog> BY_TIME =
            Comparator.<StepLog>comparingInt(log -> log.activation().n()).thenComparingInt(StepLog::attempt);

    /** Everything that {@code events} tell of logs, in the order of the steps, then of the attempts. */
    static List<StepLog> of(List<Event> events, List<String> steps, Path folder) {
        Map<String, StepLog> logs = new TreeMap<>();
        for (Event event : events) {
            if (event instanceof Event.AttemptEnded e) {
                add(logs, e.activation(), e.attempt(), e.log(), steps, folder);
            } else if (event instanceof Event.AttemptNoted e) {
                add(logs, e.activation(), e.attempt(), e.log(), steps, folder);
            }
        }
        List<StepLog> sorted = new ArrayList<>(logs.values());
        sorted.sort(Comparator.<StepLog>comparingInt(log -> log.activation().node())
                .thenComparingInt(log -> log.activation().item())
                .thenComparing(BY_TIME));
        return sorted;
    }

    private static void add(
            Map<String, StepLog> logs,
            Activation activation,
            int attempt,
            @Nullable String name,
            List<String> steps,
            Path folder) {
        if (name != null) {
            logs.put(name, new StepLog(steps.get(activation.node()), activation, attempt, folder.resolve(name)));
        }
    }

    /** Whether the attempt whose output it is has ended. */
    static boolean hasEnded(List<Event> events, StepLog log) {
        return events.stream()
                .anyMatch(event -> event instanceof Event.AttemptEnded e
                        && e.attempt() == log.attempt()
                        && e.activation().equals(log.activation()));
    }

    /** Of each step, or of each of its items, the newest, or the newest with that number. */
    static List<StepLog> newest(List<StepLog> logs, @Nullable Integer attempt) {
        Map<Activation, StepLog> newest = new LinkedHashMap<>();
        for (StepLog log : logs) {
            if (attempt == null || attempt == log.attempt()) {
                Activation whose =
                        new Activation(log.activation().node(), log.activation().item(), 1);
                newest.merge(whose, log, (a, b) -> BY_TIME.compare(a, b) > 0 ? a : b);
            }
        }
        return List.copyOf(newest.values());
    }
}
