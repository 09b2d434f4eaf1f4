package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.TaskSignal;
import dev.orchestration.tasks.decide.WaitSpec;
import java.util.HashMap;
import java.util.Map;

/** A second opinion on steps that wait for somebody: one signal ends one wait, and nothing ends by itself too early. */
final class AskedLedger {
    private final Map<String, Integer> came = new HashMap<>();

    void received(Event.SignalReceived e) {
        came.merge(e.name(), 1, Integer::sum);
    }

    /** What the end of the wait means for the step. */
    TaskSignal ended(WaitSpec asks, Event.WaitEnded e, long due) {
        switch (e.how()) {
            case "answered" -> {
                boolean known = !asks.kind().equals("signal") || came.merge(asks.name(), -1, Integer::sum) >= 0;
                Ledger.that(known && !asks.kind().equals("until"), "a wait ended without an answer", e);
                return TaskSignal.SUCCEEDED;
            }
            case "due" -> {
                Ledger.that(asks.kind().equals("until") && e.at() >= asks.until(), "a time was not waited for", e);
                return TaskSignal.SUCCEEDED;
            }
            case "rejected" -> {
                Ledger.that(asks.kind().equals("approval"), "nobody was asked", e);
                return TaskSignal.FAILED;
            }
            default -> {
                Ledger.that(e.how().equals("expired") && e.at() >= due, "a wait expired too early", e);
                return TaskSignal.FAILED;
            }
        }
    }
}
