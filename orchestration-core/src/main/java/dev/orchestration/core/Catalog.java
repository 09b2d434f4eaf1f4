package dev.orchestration.core;

import dev.orchestration.state.journal.Store;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.catalog.KeptWorkflows;
import dev.orchestration.workflow.catalog.WorkflowFolder;
import jakarta.inject.Provider;
import java.nio.file.Path;
import java.util.Optional;

/** Where the workflows of an engine come from, beside what the host says. Stateless. */
final class Catalog {
    private Catalog() {}

    /** A folder that the settings name must be there. */
    static WorkflowFolder folder(EngineSettings settings, Definitions definitions) {
        Path said = settings.configDirectory();
        Path folder = said == null ? settings.directory().root().resolve(EngineSettings.CONFIG_DIRECTORY) : said;
        return WorkflowFolder.of(folder, said != null, file -> definitions.read(file, Optional.empty()));
    }

    /** In memory there is nothing to be kept for: so the store is not opened for that. */
    static KeptWorkflows kept(EngineSettings settings, Definitions definitions, Provider<Store> store) {
        return settings.store() == null
                ? KeptWorkflows.nowhere()
                : KeptWorkflows.in(() -> Built.by(store).records(), settings.clock(), definitions::recorded);
    }
}
