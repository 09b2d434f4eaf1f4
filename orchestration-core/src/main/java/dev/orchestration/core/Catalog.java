package dev.orchestration.core;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Store;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.catalog.KeptWorkflows;
import dev.orchestration.workflow.catalog.WorkflowFolder;
import jakarta.inject.Provider;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Where the workflows of an engine come from, beside what the host says. Stateless. */
final class Catalog {
    private Catalog() {}

    /** @throws OrchestrationException ({@code BAD_PARAMETERS}) if the settings name a folder that is not there */
    static void requireFolder(EngineSettings settings) {
        Path said = settings.configDirectory();
        if (said != null && !Files.isDirectory(said)) {
            throw new OrchestrationException(
                    ErrorCode.BAD_PARAMETERS,
                    "the folder of definitions " + said.toAbsolutePath().normalize()
                            + (Files.exists(said) ? " is no folder" : " is not there")
                            + "; create it, or name another one");
        }
    }

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
