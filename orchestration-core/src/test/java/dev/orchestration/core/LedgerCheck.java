package dev.orchestration.core;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.store.Upkeep;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares the ledger of a {@link LedgerHost}, the journal of its store, and how its executions stand. */
final class LedgerCheck {
    /** So many interruptions of one activation in a row end it as failed; see docs/workflows.md. */
    private static final int CRASH_LOOP = 3;

    private final List<String> faults = new ArrayList<>();
    /** By line, where it stands in the ledger. */
    private final Map<String, Integer> lines = new HashMap<>();

    /** By activation, the greatest number of an attempt in the ledger. */
    private final Map<String, Integer> begun = new HashMap<>();

    private LedgerCheck(List<String> ledger) {
        for (int i = 0; i < ledger.size(); i++) {
            String[] words = ledger.get(i).split(" ", -1);
            begun.merge(words[1], Integer.valueOf(words[2]), Math::max);
            if (lines.put(ledger.get(i), i) != null) {
                faults.add("it is twice in the ledger: " + ledger.get(i));
            }
        }
    }

    /**
     * Looks at a store in which everything has come to its end.
     *
     * @param accepted ids that were acknowledged
     * @return what is wrong
     */
    static List<String> faults(Path file, List<String> ledger, Set<String> accepted) {
        LedgerCheck check = new LedgerCheck(ledger);
        Set<String> known = new HashSet<>();
        try (Store store = Stores.look(file)) {
            for (ExecutionRow row : store.archive().newestExecutions(Integer.MAX_VALUE)) {
                known.add(row.id().value());
                check.execution(row, store.archive().events(row.id()));
            }
        }
        accepted.stream().filter(id -> !known.contains(id)).forEach(id -> check.faults.add("lost: " + id));
        check.lines.keySet().stream()
                .filter(line -> !known.contains(line.substring(6, line.indexOf('/'))))
                .forEach(line -> check.faults.add("of an execution that is not recorded: " + line));
        new Upkeep(file, Clock.system(), IdSource.random(), owner -> {})
                .check()
                .faults()
                .forEach(fault -> check.faults.add(fault.toString()));
        return check.faults;
    }

    private void execution(ExecutionRow row, List<Event> events) {
        Map<String, Integer> completed = new HashMap<>();
        Map<String, Integer> last = new HashMap<>();
        Map<String, Integer> interrupted = new HashMap<>();
        int worst = 0;
        for (Event event : events) {
            if (event instanceof Event.AttemptStarted e) {
                String step = LedgerHost.STEPS.get(e.activation().node());
                if (completed.containsKey(step)) {
                    faults.add(row.id() + "/" + step + " began again after it was recorded as completed");
                }
                last.put(step, e.attempt());
            } else if (event instanceof Event.AttemptEnded e) {
                String step = LedgerHost.STEPS.get(e.activation().node());
                worst = Math.max(
                        worst, interrupted.merge(step, e.outcome() == Outcome.INTERRUPTED ? 1 : -99, LedgerCheck::row));
                if (e.next() == Next.COMPLETED) {
                    completed.put(step, e.attempt());
                }
            }
        }
        boolean ended = row.status() == WorkflowStatus.COMPLETED
                ? completed.size() == LedgerHost.STEPS.size()
                : row.status() == WorkflowStatus.FAILED && worst >= CRASH_LOOP;
        if (!ended) {
            faults.add(row.id() + " is " + row.status() + ", completed are " + completed);
        }
        completed.forEach((step, attempt) -> isInTheLedger(row.id(), step, attempt));
        attemptsOfTheLedger(row.id(), last);
        order(row.id(), completed);
    }

    private static int row(int before, int one) {
        return one < 0 ? 0 : before + one;
    }

    private void isInTheLedger(ExecutionId id, String step, int attempt) {
        for (String word : List.of("began ", "ended ")) {
            if (!lines.containsKey(word + id + "/" + step + " " + attempt)) {
                faults.add("recorded as completed, but not in the ledger: " + word + id + "/" + step + " " + attempt);
            }
        }
    }

    /** Nothing was brought about whose beginning is not recorded. */
    private void attemptsOfTheLedger(ExecutionId id, Map<String, Integer> last) {
        for (String step : LedgerHost.STEPS) {
            int recorded = last.getOrDefault(step, 0);
            if (begun.getOrDefault(id + "/" + step, 0) > recorded) {
                faults.add("in the ledger, but not recorded: " + id + "/" + step + " after attempt " + recorded);
            }
        }
    }

    /** The first attempt of a step comes after the end of what it depends on. */
    private void order(ExecutionId id, Map<String, Integer> completed) {
        Map<String, List<String>> before = Map.of("b", List.of("a"), "c", List.of("a"), "d", List.of("b", "c"));
        before.forEach((step, needs) -> {
            Integer began = lines.get("began " + id + "/" + step + " 1");
            for (String need : needs) {
                Integer end = lines.get("ended " + id + "/" + need + " " + completed.get(need));
                if (began != null && (end == null || end > began)) {
                    faults.add(id + "/" + step + " began before " + need + " had ended");
                }
            }
        });
    }
}
