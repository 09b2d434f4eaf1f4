package dev.orchestration.workflow;

import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.decide.Ask;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.workflow.Recordings.Recording;
import dev.orchestration.workflow.WorkflowHandle.Origin;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Goes on with the executions that earlier owners of the store left behind. Thread-safe. */
final class Inheritance {
    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    private final Launcher launcher;

    Inheritance(Launcher launcher) {
        this.launcher = launcher;
    }

    /** As {@link Launcher#recover} says. */
    void takeUp(List<ExecutionRow> left, Function<ExecutionRow, Launch> launch) {
        left.stream()
                .sorted(Comparator.comparing(row -> row.status() == WorkflowStatus.PENDING))
                .forEach(row -> takeUp(row, launch.apply(row)));
    }

    private void takeUp(ExecutionRow row, Launch launch) {
        try {
            takeUp(row, launch, "recovery");
        } catch (OrchestrationException e) {
            LOG.warn("execution {} of an earlier owner stays as it is: {}", row.id(), e.getMessage());
        }
    }

    /**
     * Goes on with one of them; where it cannot be carried out here it is paused with the reason why.
     *
     * @throws OrchestrationException if it cannot be read, or is carried out here already
     */
    void takeUp(ExecutionRow row, Launch launch, String by) {
        Recording recording = launcher.recording(row);
        Optional<OrchestrationException> missing = launcher.hostings().missing(recording.definition());
        if (missing.isPresent()) {
            pause(row, recording, launch, String.valueOf(missing.get().getMessage()));
        } else {
            var unused = launcher.handle(launcher.takeUp(row, recording, launch, by), Origin.STARTED, launch);
        }
    }

    /** What ran of it has ended with its owner; that is recorded, too. */
    private void pause(ExecutionRow row, Recording recording, Launch launch, String reason) {
        LOG.warn("execution {} of an earlier owner is paused: {}", row.id(), reason);
        boolean begun = row.status() != WorkflowStatus.PENDING;
        Ask first = (state, at) -> begun ? new Signal.Recovered(at, "recovery") : new Signal.Admitted(at);
        var unused = launcher.host(
                row, recording, launch, List.of(first, (state, at) -> new Signal.SuspendAsked(at, reason)));
    }
}
