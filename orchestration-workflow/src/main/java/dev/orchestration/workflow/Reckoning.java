package dev.orchestration.workflow;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.record.RecordRow;
import java.util.List;

/**
 * What is known of an engine in another process beside the executions of its store. Immutable.
 *
 * @param resources that every engine on this machine has
 * @param sessions as the store has them
 * @param workers how many attempts the engine carries out at once, 0 if nobody said
 * @param usual as many are reckoned with then
 */
public record Reckoning(List<Resource> resources, List<RecordRow> sessions, int workers, int usual) {
    public Reckoning {
        resources = List.copyOf(resources);
        sessions = List.copyOf(sessions);
    }
}
