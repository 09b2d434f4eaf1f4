package dev.orchestration.workflow;

import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.why.Why;
import java.util.List;

/**
 * Why a step does not run, as far as records tell: what the engine that carries it out did not record is worked out from all
 * live executions of the store.
 *
 * @param workers so many were reckoned with
 * @param assumed whether nobody said how many there are: as many as an engine has by itself, or as many as are seen at work
 *     if a step is ready for long and nothing else holds it
 * @param scarce resources of which nobody recorded how much there is, and of which there is taken to be no more than is seen
 *     in use, because a step is ready for long and nothing else holds it
 */
public record RecordedWhy(Why why, int workers, boolean assumed, List<ResourceId> scarce) {
    public RecordedWhy {
        scarce = List.copyOf(scarce);
    }
}
