package dev.orchestration.tasks.process;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The environment of a child process: an allow-list of ours, what the step names, and our marks. Nothing else. */
public final class ChildEnvironment {
    private static final Set<String> INHERITED = Set.of("PATH", "HOME", "USER", "LOGNAME", "LANG", "TZ", "TMPDIR");
    private static final String LOCALE = "LC_";

    private ChildEnvironment() {}

    /**
     * Puts an environment together; where a name occurs twice, the later of the three wins.
     *
     * @param ours the environment of this process, of which only the allow-list is taken
     * @param step what the step asks for
     * @param marks what the engine adds
     */
    public static Map<String, String> of(
            Map<String, String> ours, Map<String, String> step, Map<String, String> marks) {
        Map<String, String> environment = new TreeMap<>();
        ours.forEach((name, value) -> {
            if (INHERITED.contains(name) || name.startsWith(LOCALE)) {
                environment.put(name, value);
            }
        });
        environment.putAll(step);
        environment.putAll(marks);
        return environment;
    }
}
