package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.StoredDefinition;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Records what a step decided, has it carried out, and tells listeners of it, in this order. Confined to the loop. */
final class Recorder {
    private final Environment environment;
    private final World world;
    private final Obligations obligations;
    private final Window window;
    private final List<Hosted> recording = new ArrayList<>();
    private List<StoredDefinition> definitions = new ArrayList<>();

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

    /**
     * Records the step.
     *
     * @param changes the executions that something happened to; is empty afterwards
     * @return why the journal did not take it, null if it did
     */
    @Nullable
    OrchestrationException record(List<Hosted> changes) {
        if (changes.isEmpty()) {
            return null;
        }
        List<Commit> commits = new ArrayList<>(changes.size());
        for (Hosted each : changes) {
            commits.add(each.takePending());
        }
        recording.addAll(changes);
        changes.clear(); // what is carried out may change others, or the same again
        try {
            append(new Batch(commits, takeDefinitions()));
        } catch (OrchestrationException e) {
            recording.clear();
            return e;
        }
        for (int i = 0; i < commits.size(); i++) {
            obligations.carryOut(recording.get(i), commits.get(i).events());
        }
        recording.clear();
        environment.listeners().announce(commits);
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
