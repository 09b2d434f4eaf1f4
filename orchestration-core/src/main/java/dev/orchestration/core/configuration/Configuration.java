package dev.orchestration.core.configuration;

import dev.orchestration.core.configuration.Setting.Source;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What all settings are: of those who say something, who stands first in {@link Setting.Source} counts. Immutable.
 *
 * @param settings of every key
 * @param warnings what people should mend, a sentence each
 */
public record Configuration(Map<ConfigurationKey, Setting> settings, List<String> warnings) {
    public Configuration {
        EnumMap<ConfigurationKey, Setting> all = new EnumMap<>(ConfigurationKey.class);
        for (ConfigurationKey key : ConfigurationKey.all()) {
            Setting said = settings.get(key);
            all.put(key, said == null ? Setting.usual(key) : said);
        }
        settings = java.util.Collections.unmodifiableMap(all);
        warnings = List.copyOf(warnings);
    }

    /** Nobody says anything. */
    public static Configuration none() {
        return new Configuration(Map.of(), List.of());
    }

    /**
     * What one file says, for a host that wants it: an engine reads none by itself.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code CONFIGURATION_INVALID}) with everything that is wrong
     *     with it, or if it cannot be read
     */
    public static Configuration of(Path file) {
        FileSettings read = FileSettings.read(file, Source.USER);
        refuse(read.faults());
        return new Configuration(read.settings(), read.warnings());
    }

    /**
     * What the environment says, then the file of the project, then that of the user.
     *
     * @param directory where the project's file is looked for, there and above
     * @throws dev.orchestration.state.OrchestrationException ({@code CONFIGURATION_INVALID}) with everything that is wrong
     *     with variables and files
     */
    public static Configuration of(Map<String, String> environment, Path directory) {
        ConfigurationPaths paths = ConfigurationPaths.of(environment, directory);
        List<String> faults = new ArrayList<>();
        Map<ConfigurationKey, Setting> settings = new EnumMap<>(ConfigurationKey.class);
        settings.putAll(Variables.read(environment, directory, faults));
        List<String> warnings = new ArrayList<>();
        for (Source source : List.of(Source.PROJECT, Source.USER)) {
            Path file = paths.present(source).orElse(null);
            if (file != null) {
                FileSettings read = FileSettings.read(file, source);
                read.settings().forEach(settings::putIfAbsent);
                warnings.addAll(read.warnings());
                faults.addAll(read.faults());
            }
        }
        refuse(faults);
        return new Configuration(settings, warnings);
    }

    private static void refuse(List<String> faults) {
        if (!faults.isEmpty()) {
            String count = faults.size() == 1 ? "a fault" : faults.size() + " faults";
            throw new OrchestrationException(
                    ErrorCode.CONFIGURATION_INVALID,
                    "the configuration has " + count + ":\n  " + String.join("\n  ", faults));
        }
    }

    /** The same, but what is given here goes before all else. */
    public Configuration with(List<Setting> flags) {
        Map<ConfigurationKey, Setting> all = new EnumMap<>(settings);
        flags.forEach(flag -> all.put(flag.key(), flag));
        return new Configuration(all, warnings);
    }

    /** What one key is. */
    public Setting setting(ConfigurationKey key) {
        return Objects.requireNonNull(settings.get(key), "every key has a setting");
    }

    /** The value of a key that is a text; empty where nobody said it. */
    public Optional<String> text(ConfigurationKey key) {
        return Optional.ofNullable(setting(key).value()).map(String::valueOf);
    }

    /** The value of a key that is a number; empty where nobody said it. */
    public Optional<Integer> number(ConfigurationKey key) {
        return setting(key).value() instanceof Long number ? Optional.of(Math.toIntExact(number)) : Optional.empty();
    }

    /** The value of a key that is a list; none where nobody said it. */
    public List<String> texts(ConfigurationKey key) {
        return setting(key).value() instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /**
     * The environment as it would be if variables said what files say: for what reads its settings from there.
     *
     * @param environment whose variables go before files
     */
    public Map<String, String> asVariables(Map<String, String> environment) {
        Map<String, String> all = new LinkedHashMap<>(environment);
        settings.values().stream().filter(Configuration::isOfFile).forEach(setting -> {
            Object value = setting.value();
            String said = value instanceof List<?> list
                    ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                    : String.valueOf(value);
            all.put(setting.key().variable(), said);
        });
        return Map.copyOf(all);
    }

    /** Whether a file says something that the actions for the network read from variables. */
    public boolean isOfNetwork() {
        return settings.values().stream()
                .anyMatch(setting -> isOfFile(setting) && setting.key().isOfNetwork());
    }

    private static boolean isOfFile(Setting setting) {
        return setting.source() == Source.PROJECT || setting.source() == Source.USER;
    }
}
