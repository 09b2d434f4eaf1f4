package dev.orchestration.core.configuration;

import dev.orchestration.core.configuration.Setting.Source;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the environment says; an empty variable says nothing. */
final class Variables {
    private Variables() {}

    /** @param faults gets what is wrong */
    static Map<ConfigurationKey, Setting> read(Map<String, String> environment, Path directory, List<String> faults) {
        Map<ConfigurationKey, Setting> settings = new EnumMap<>(ConfigurationKey.class);
        for (ConfigurationKey key : ConfigurationKey.all()) {
            String variable = key.variable();
            String said = environment.getOrDefault(variable, "");
            if (!said.isEmpty()) {
                try {
                    settings.put(key, new Setting(key, value(key, said, directory), Source.ENVIRONMENT, variable));
                } catch (IllegalArgumentException e) {
                    faults.add(variable + ": " + e.getMessage());
                }
            }
        }
        return settings;
    }

    private static Object value(ConfigurationKey key, String said, Path directory) {
        if (key == ConfigurationKey.COLOURS) {
            return "never";
        }
        if (key.isOfNetwork() && !said.isBlank()) { // the module reads it itself: here it is only checked
            var unused = key.form().ofVariable(said, directory);
        }
        // A store's address may hold a password, and a wrong address for spans is warned of and left out.
        boolean asItIs = key == ConfigurationKey.STORE || key.isReadByItsModule();
        return asItIs ? said : key.form().ofVariable(said, directory);
    }
}
