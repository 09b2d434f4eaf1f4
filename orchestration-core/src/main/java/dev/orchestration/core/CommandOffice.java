package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.CommandActs;
import dev.orchestration.workflow.command.CommandClerk;
import jakarta.inject.Inject;
import jakarta.inject.Provider;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Has commands of other processes carried out from the moment on in which the loop works. Thread-safe. */
final class CommandOffice {
    private final EngineSettings settings;
    private final Lifetime lifetime;
    private final Definitions definitions;
    private final Provider<WorkflowManager> workflows;
    private final EngineWorld outside;
    private final AtomicReference<@Nullable CommandClerk> clerk = new AtomicReference<>();

    @Inject
    CommandOffice(
            EngineSettings settings,
            Lifetime lifetime,
            Definitions definitions,
            Provider<WorkflowManager> workflows,
            EngineWorld outside) {
        this.settings = settings;
        this.lifetime = lifetime;
        this.definitions = definitions;
        this.workflows = workflows;
        this.outside = outside;
    }

    /** Called once, when the loop was started; the clerk ends before the loop does. */
    void open(Store store, TaskOrchestrator orchestrator) {
        if (!settings.takesCommands()) {
            return;
        }
        CommandActs acts =
                new CommandActs(() -> Built.by(workflows), definitions, settings.ids(), orchestrator.slots());
        CommandClerk opened = new CommandClerk(store, orchestrator.ownerDesk(), acts, outside.errands(settings));
        lifetime.onEnd(reason -> opened.close());
        clerk.set(opened);
        opened.open();
    }

    /** Who carries commands out; empty before the loop works, and in an engine that takes none. */
    Optional<CommandClerk> clerk() {
        return Optional.ofNullable(clerk.get());
    }
}
