package dev.orchestration.tasks.secret;

import dev.orchestration.state.OrchestrationException;
import java.nio.file.Path;
import java.util.Map;

/** Where secrets come from. An implementation must be safe to call from several threads; it may block. */
@FunctionalInterface
public interface SecretSource {
    /**
     * The value of a secret as it is now.
     *
     * @throws OrchestrationException if there is none or it may not be used; says where it was looked for
     */
    String value(String name);

    /** The environment of this process, then files under {@link SecretFiles#folder}. */
    static SecretSource ofSystem() {
        return of(System.getenv(), System.getProperty("user.home", ""));
    }

    /** As {@link #ofSystem()}, for another environment and home. */
    static SecretSource of(Map<String, String> environment, String home) {
        Map<String, String> known = Map.copyOf(environment);
        Path folder = SecretFiles.folder(known, home);
        return name -> {
            String variable = SecretFiles.VARIABLE_PREFIX + name;
            String given = known.get(variable);
            return given != null ? given : SecretFiles.read(folder, name, variable);
        };
    }
}
