package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.state.journal.StreamEnd;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records what a step decided, gives it to listeners, and has it carried out, in this order. Confined to the loop. */
final class Recorder {
    private final Environment environment;
    private final World world;
    private final Obligations obligations;
    private final Window window;
    private final EngineStream engine = new EngineStream();
    private final List<Hosted> recording = new ArrayList<>();
    private List<StoredDefinition> definitions = new ArrayList<>();
    /** What the journal did not take and may take later, of the executions in {@link #recording}. */
    private @Nullable Batch held;

    Recorder(Environment environment, World world, Obligations obligations, Window window) {
        this.environment = environment;
        this.world = world;
        this.obligations = obligations;
        this.window = window;
    }

    /** The next batch brings a definition with it. */
    void define(StoredDefinition definition) {
        definitions.add(definition);
    }

    /** The next batch brings something about the engine itself with it. */
    void note(Event event, StreamEnd recorded) {
        engine.emit(event, recorded);
    }

    /** As {@link EngineStream#hasAnswered}. */
    boolean hasAnswered(String command) {
        return engine.hasAnswered(command);
    }

    /**
     * Records the step.
     *
     * @param changes the executions that something happened to; is empty afterwards
     * @return why the journal did not take it, null if it did
     */
    @Nullable
    OrchestrationException record(List<Hosted> changes) {
        if (changes.isEmpty() && !engine.hasPending()) {
            return null;
        }
        List<Commit> commits = new ArrayList<>(changes.size() + 1);
        for (Hosted each : changes) {
            commits.add(each.takePending());
        }
        Commit own = engine.takePending();
        if (own != null) {
            commits.add(own);
        }
        recording.addAll(changes);
        changes.clear(); // what is carried out may change others, or the same again
        Batch batch = new Batch(commits, takeDefinitions());
        try {
            append(batch);
        } catch (OrchestrationException e) {
            if (e.code().mayPass()) {
                held = batch;
            } else {
                recording.clear();
                engine.forget();
            }
            return e;
        }
        carryOut(batch);
        return null;
    }

    private void carryOut(Batch batch) {
        // Before whoever waits for an end goes on: if he listens then, this is not of what he hears.
        environment.listeners().announce(batch.commits());
        for (int i = 0; i < recording.size(); i++) {
            obligations.carryOut(recording.get(i), batch.commits().get(i).events());
        }
        recording.clear();
    }

    /**
     * Takes executions that have only just begun to be out of what is held; for a journal that surely has nothing of it.
     *
     * @return those, which never were
     */
    List<Hosted> dropNewborn() {
        List<Hosted> newborn = recording.stream().filter(Hosted::isNewborn).toList();
        Batch whole = held;
        if (whole != null && !newborn.isEmpty()) {
            Set<ExecutionId> gone = newborn.stream().map(Hosted::id).collect(Collectors.toSet());
            List<Commit> rest = whole.commits().stream()
                    .filter(commit -> !gone.contains(commit.execution()))
                    .flatMap(commit -> engine.without(gone, commit).stream())
                    .toList();
            recording.removeAll(newborn);
            held = rest.isEmpty() ? null : new Batch(rest, whole.definitions());
        }
        return newborn;
    }

    /** Whoever waits for something of what is held to be recorded hears {@code why} it is not yet. */
    void tellWhoWaits(OrchestrationException why) {
        recording.forEach(each -> each.accepted().completeExceptionally(why));
    }

    /** Whether there is something that the journal may take later. */
    boolean isHolding() {
        return held != null;
    }

    /** Hands in again what is held, unless the journal has it after all; gives why it is not taken, null if it is. */
    @Nullable
    OrchestrationException recordHeld() {
        Batch again = held;
        if (again == null) {
            return null;
        }
        try {
            if (!environment.journal().holds(again)) {
                append(again);
            }
        } catch (OrchestrationException e) {
            return e;
        }
        held = null;
        carryOut(again);
        return null;
    }

    private List<StoredDefinition> takeDefinitions() {
        if (definitions.isEmpty()) {
            return List.of();
        }
        List<StoredDefinition> taken = definitions;
        definitions = new ArrayList<>();
        return taken;
    }

    private void append(Batch batch) {
        if (!environment.durable()) {
            environment.journal().append(batch);
            return;
        }
        long before = world.clock().nanos();
        environment.journal().append(batch);
        window.committed((world.clock().nanos() - before) / 1_000.0);
    }
}
