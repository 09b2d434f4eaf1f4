package dev.orchestration.tasks.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A process to be started.
 *
 * @param command the program and its arguments; a program without a slash is looked for in the {@code PATH} of
 *     {@code environment}
 * @param directory where it runs
 * @param environment complete: nothing else is inherited. Should hold {@link ProcessSweep#ATTEMPT_MARK}, without which
 *     descendants that left the session are not found
 */
public record ProcessRequest(
        List<String> command,
        Path directory,
        Map<String, String> environment,
        ProcessStreams streams,
        ProcessLimits limits) {
    public ProcessRequest {
        if (command.isEmpty()) {
            throw new IllegalArgumentException("a command needs at least a program");
        }
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
