package dev.orchestration.core;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.state.Wire;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.nio.file.Path;
import java.util.List;

/** Turns what a configuration says into settings of an engine; what it does not say stays as it is. */
final class ConfiguredEngine {
    private ConfiguredEngine() {}

    static EngineSettings of(EngineSettings before, Configuration said) {
        EngineSettings settings = said.text(ConfigurationKey.STORE)
                .map(store -> store.equals("memory") ? before.withStoreAt(null) : before.withStoreAt(address(store)))
                .orElse(before);
        settings = said.text(ConfigurationKey.DURABILITY)
                .map(word -> Wire.parse(Durability.class, word))
                .map(settings::withDurability)
                .orElse(settings);
        settings =
                said.number(ConfigurationKey.WORKERS).map(settings::withWorkers).orElse(settings);
        List<Path> folders =
                said.texts(ConfigurationKey.ALLOW_PATH).stream().map(Path::of).toList();
        return folders.isEmpty()
                ? settings
                : settings.withDirectory(new WorkingDirectory(before.directory().root(), folders));
    }

    private static StoreAddress address(String store) {
        return StoreAddress.isDatabase(store)
                ? StoreAddress.database(store, System.getenv())
                : StoreAddress.of(Path.of(store));
    }
}
