package dev.orchestration.core.configuration;

import dev.orchestration.core.configuration.Setting.Source;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.KeyedText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What one file of settings says, and everything that is wrong with it.
 *
 * @param warnings what is no fault and should be mended
 */
record FileSettings(Map<ConfigurationKey, Setting> settings, List<String> faults, List<String> warnings) {
    private static final int MAX_BYTES = 1 << 20;

    private static final Pattern SECRET =
            Pattern.compile("password|passwd|passphrase|secret|token|credential|(api|access|private|secret)[._-]?key");

    static FileSettings read(Path file, Source source) {
        Reading reading = new Reading(file.toAbsolutePath().normalize(), source);
        reading.read();
        return new FileSettings(reading.settings, reading.faults, FileRights.warnings(file));
    }

    /** A file while it is read. */
    private static final class Reading {
        private final Path file;
        private final Source source;
        private final Map<ConfigurationKey, Setting> settings = new EnumMap<>(ConfigurationKey.class);
        private final List<String> faults = new ArrayList<>();

        Reading(Path file, Source source) {
            this.file = file;
            this.source = source;
        }

        void read() {
            try {
                if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
                    faults.add(file + ": " + (Files.exists(file) ? "is no file of at most 1 MiB" : "does not exist"));
                    return;
                }
                ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
                KeyedText text = KeyedText.read(
                        StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), file.toString());
                text.faults().forEach(fault -> faults.add(told(fault)));
                text.entries().forEach(this::take);
            } catch (CharacterCodingException e) {
                faults.add(file + ": is not UTF-8 text");
            } catch (IOException e) {
                faults.add(file + ": cannot be read: " + e.getMessage());
            }
        }

        private static String told(Fault fault) {
            return fault.file() + ":" + fault.line() + ":" + fault.column() + ": " + fault.message();
        }

        private void take(KeyedText.Entry entry) {
            String place = file + ":" + entry.line();
            ConfigurationKey key = ConfigurationKey.find(entry.key()).orElse(null);
            if (key == null) {
                faults.add(place + ":" + entry.column() + ": " + unknown(entry.key()));
                return;
            }
            try {
                Object value = key.form().ofFile(entry.value(), file.resolveSibling(""));
                checkProject(key, value);
                if (settings.putIfAbsent(key, new Setting(key, value, source, place)) != null) {
                    throw new IllegalArgumentException("is there twice");
                }
            } catch (IllegalArgumentException e) {
                faults.add(place + ":" + entry.column() + ": " + key.key() + ": " + e.getMessage());
            }
        }

        private static String unknown(String name) {
            if (SECRET.matcher(name.toLowerCase(Locale.ROOT)).find()) {
                return "the key " + Quoted.of(name) + " looks like a secret, which is no configuration: keep it where"
                        + " secret.NAME of definitions finds it, in a variable ORCHESTRATION_SECRET_NAME or a file of"
                        + " mode 600 (the key of llm.chat: in ORCHESTRATION_LLM_API_KEY)";
            }
            return "there is no key " + Quoted.of(name) + Nearest.suggestionOrKnown(name, ConfigurationKey.names());
        }

        /** It may lie in a folder that was fetched from somewhere: it does not decide where passwords and keys go. */
        private void checkProject(ConfigurationKey key, Object value) {
            boolean database =
                    key == ConfigurationKey.STORE && String.valueOf(value).startsWith("jdbc:");
            if (source == Source.PROJECT && (database || !key.isForProjects())) {
                throw new IllegalArgumentException((database ? "a database" : "this")
                        + " is not for the file of a project, which may be somebody else's; say it in your own file, in "
                        + key.variable() + (key.flag() == null ? "" : " or with " + key.flag()));
            }
            if (database
                    && StoreAddress.isDatabase(String.valueOf(value))
                    && StoreAddress.tellsPassword(String.valueOf(value))) {
                throw new IllegalArgumentException(
                        "the address must not hold a password; give it in PGPASSWORD, ~/.pgpass");
            }
        }
    }
}
