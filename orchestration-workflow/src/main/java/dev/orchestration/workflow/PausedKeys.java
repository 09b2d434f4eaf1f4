package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.orchestrator.Claim;
import dev.orchestration.tasks.orchestrator.KeyHolder;
import dev.orchestration.tasks.orchestrator.QueueHosting;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The keys of executions that people have paused, and that nobody carries out who could be asked. Thread-safe. */
final class PausedKeys {
    private static final Logger LOG = LoggerFactory.getLogger(PausedKeys.class);

    private final Launcher launcher;
    private final Executions executions;

    PausedKeys(Launcher launcher, Executions executions) {
        this.launcher = launcher;
        this.executions = executions;
    }

    /** The executions that a person has paused, with their keys; those that cannot be read have none. */
    static List<KeyHolder> all(Archive archive, Executions executions) {
        List<KeyHolder> holders = new ArrayList<>();
        for (ExecutionRow row : archive.openExecutions()) {
            boolean meant = row.status() == WorkflowStatus.PAUSED
                    && !Executions.isEndOfOwner(row.reason())
                    && !QueueHosting.isQueue(row);
            Claim claim = meant ? claim(row, executions) : null;
            if (claim != null) {
                holders.add(new KeyHolder(row.id(), claim));
            }
        }
        return holders;
    }

    private static @Nullable Claim claim(ExecutionRow row, Executions executions) {
        try {
            WorkflowDefinition definition = executions.definition(row);
            return definition.concurrency() == null ? null : Claims.recorded(definition, executions.history(row.id()));
        } catch (OrchestrationException e) {
            LOG.warn("execution {} is paused and keeps no key: {}", row.id(), e.getMessage());
            return null;
        }
    }

    /** They keep their keys; before anybody else takes one. */
    void keep(Archive archive) {
        List<KeyHolder> holders = all(archive, executions);
        if (!holders.isEmpty()) {
            launcher.desk().keepKeys(holders);
        }
    }

    /**
     * A new execution that cancels others has begun: those that the loop could not cancel at once are taken up to end. Where
     * that fails, the new one waits for them all the same.
     */
    void outdo(Claim claim, ExecutionId by, Launch launch) {
        try {
            launcher.desk().outdone(claim).forEach(asleep -> outdo(asleep, by, launch));
        } catch (OrchestrationException e) {
            LOG.warn("those that are paused keep the key that execution {} waits for: {}", by, e.getMessage());
        }
    }

    private void outdo(ExecutionId asleep, ExecutionId by, Launch launch) {
        try {
            ExecutionRow row = executions.require(asleep);
            WorkflowDefinition definition = executions.definition(row);
            boolean can = launcher.hostings().missing(definition).isEmpty();
            Launch plain = new Launch(
                    launch.session(), launch.sessionMode(), null, launch.directory(), Map.of(), handle -> {});
            String reason = "execution " + by + " needs its key";
            var unused = launcher.host(row, definition, plain, CancelAsks.of(launch.by(), reason, can));
        } catch (OrchestrationException e) {
            LOG.warn("execution {}, which is paused, keeps its key: {}", asleep, e.getMessage());
        }
    }
}
