package dev.orchestration.core;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import dev.orchestration.tasks.orchestrator.Attempt;
import dev.orchestration.tasks.orchestrator.EndReason;
import dev.orchestration.tasks.orchestrator.Workers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/** Workers on the thread of the test, with a ledger outside of the store: what an attempt brings about is a line in it. */
final class HandLedger implements Workers {
    /**
     * What becomes of steps, by their names.
     *
     * @param failing fail
     * @param holding go on until they are asked to end
     */
    record Fates(Set<String> failing, Set<String> holding) {
        static final Fates ALL_WELL = new Fates(Set.of(), Set.of());
    }

    private final ManualClock clock;
    private final List<String> lines;
    private final Fates fates;
    private final Deque<Held> waiting = new ArrayDeque<>();

    /** @param lines the ledger, a step's name a line */
    HandLedger(ManualClock clock, List<String> lines, Fates fates) {
        this.clock = clock;
        this.lines = lines;
        this.fates = fates;
    }

    private final class Held implements Carried {
        private final Attempt attempt;
        private boolean told;

        Held(Attempt attempt) {
            this.attempt = attempt;
        }

        void carryOut() {
            attempt.begun(clock.micros());
            String name = attempt.spec().name();
            lines.add(name);
            if (!fates.holding().contains(name)) {
                tell(fates.failing().contains(name) ? Outcome.FAILED : Outcome.COMPLETED);
            }
        }

        private void tell(Outcome outcome) {
            if (!told) {
                told = true;
                long now = clock.micros();
                Failure error =
                        outcome == Outcome.COMPLETED ? null : new Failure("Told", outcome.wire(), ErrorKind.EXTERNAL);
                attempt.returned(new AttemptResult(outcome, now, now, null, List.of(), error, null));
            }
        }

        @Override
        public void end(EndReason reason) {
            waiting.remove(this);
            tell(reason == EndReason.SHUTDOWN ? Outcome.SHUT_DOWN : Outcome.CANCELLED);
        }

        @Override
        public void abandon() {}
    }

    @Override
    public Carried start(Attempt attempt) {
        Held held = new Held(attempt);
        waiting.add(held);
        return held;
    }

    /** Carries out everything that was started; says whether there was anything. */
    boolean carryOut() {
        List<Held> now = new ArrayList<>(waiting);
        waiting.clear();
        now.forEach(Held::carryOut);
        return !now.isEmpty();
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        waiting.clear();
    }
}
