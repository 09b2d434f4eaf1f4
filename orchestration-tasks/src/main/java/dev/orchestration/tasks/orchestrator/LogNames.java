package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Activation;

/** Where the output of an attempt goes. */
final class LogNames {
    private static final int MAX_NAME = 60;

    private LogNames() {}

    /**
     * {@code <execution>/<node>-<step>.<attempt>.log}: the step's name is there for people, with everything that a file
     * system could take amiss replaced; the node's index makes it unique.
     */
    static String of(AttemptKey key, String step) {
        Activation activation = key.activation();
        String name = step.length() > MAX_NAME ? step.substring(0, MAX_NAME) : step;
        StringBuilder safe = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            boolean plain = letter || (c >= '0' && c <= '9') || c == '-' || c == '_';
            safe.append(plain ? c : '_');
        }
        String item = activation.item() == Activation.NO_ITEM ? "" : "." + activation.item();
        String n = activation.n() == 1 ? "" : "#" + activation.n();
        return key.execution() + "/" + activation.node() + "-" + safe + item + n + "." + key.attempt() + ".log";
    }
}
