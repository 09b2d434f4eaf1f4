package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Event;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Workers whose attempts end when the play says so; an abandoned attempt is still here until then. */
final class PlayWorkers implements Workers {
    final Map<AttemptKey, Attempt> orders = new LinkedHashMap<>();
    private final Play play;

    PlayWorkers(Play play) {
        this.play = play;
    }

    @Override
    public Carried start(Attempt attempt) {
        AttemptKey key = attempt.key();
        boolean recorded = play.store.events(key.execution()).stream()
                .anyMatch(event -> event instanceof Event.AttemptStarted e
                        && e.activation().equals(key.activation())
                        && e.attempt() == key.attempt());
        if (!recorded) {
            throw new AssertionError(key + " began before that was recorded");
        }
        if (orders.put(key, attempt) != null) {
            throw new AssertionError(key + " runs twice");
        }
        attempt.begun(play.clock.micros());
        play.forecasts.get(key.execution()).began(attempt, play.clock.micros());
        return new Stubborn();
    }

    /** Whether and when it obeys is the play's affair. */
    private static final class Stubborn implements Carried {
        @Override
        public void end(EndReason reason) {}

        @Override
        public void abandon() {}
    }

    Optional<Attempt> drawn() {
        List<Attempt> all = new ArrayList<>(orders.values());
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(play.random.nextInt(all.size())));
    }

    @Override
    public void flush() {
        // Every attempt has begun.
    }

    @Override
    public void close() {
        orders.clear();
    }
}
