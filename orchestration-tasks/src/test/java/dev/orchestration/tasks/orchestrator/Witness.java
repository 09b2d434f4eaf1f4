package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.EventSink;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.util.Map;

/** Lets the engine decide, and the model after it, about the same signals. */
final class Witness implements Decider {
    private final Decider real;
    private final Forecast forecast;
    private final Map<AttemptKey, Signal.AttemptResult> told;
    private final Sabotage sabotage;

    /** @param told what workers told of attempts that are over */
    Witness(Decider real, Forecast forecast, Map<AttemptKey, Signal.AttemptResult> told, Sabotage sabotage) {
        this.real = real;
        this.forecast = forecast;
        this.told = told;
        this.sabotage = sabotage;
    }

    @Override
    public void decide(ExecutionState state, Signal signal, EventSink out) {
        if (sabotage.swallows(signal)) {
            return;
        }
        real.decide(state, signal, out);
        forecast.heard(signal instanceof Signal.AttemptReturned s ? asTold(state, s) : signal, state);
    }

    /** The worker's own words, before the loop made something of them; of what is given up or left behind nobody told. */
    private Signal asTold(ExecutionState state, Signal.AttemptReturned s) {
        Signal.AttemptResult words = told.get(new AttemptKey(state.id(), s.activation(), s.attempt()));
        Outcome outcome = s.result().outcome();
        boolean given = outcome == Outcome.ABANDONED || (outcome == Outcome.SHUT_DOWN && words == null);
        return given ? s : new Signal.AttemptReturned(s.at(), s.activation(), s.attempt(), words);
    }

    @Override
    public boolean start(ExecutionState state, int node, long at, EventSink out) {
        boolean work = real.start(state, node, at, out);
        forecast.started(node, at, state);
        return work;
    }
}
