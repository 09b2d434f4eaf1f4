package dev.orchestration.workflow.simulation;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.OrchestrationException;
import java.util.List;

/**
 * Plays executions on the engine's own loop, decider, admission and resources, on a virtual clock: it jumps to the next time
 * at which an attempt ends or a timer is due, so that what takes months takes moments. Nothing is carried out, no thread is
 * started, and the same scenario always gives the same schedule. Immutable and thread-safe.
 */
public final class Simulator {
    private final int slots;
    private final List<Resource> resources;

    /**
     * Makes a simulator of an engine.
     *
     * @param slots attempts at once, at least 1
     * @param resources what the engine has
     */
    public Simulator(int slots, List<Resource> resources) {
        if (slots < 1) {
            throw new IllegalArgumentException("an engine has at least one slot, not " + slots);
        }
        this.slots = slots;
        this.resources = List.copyOf(resources);
    }

    /**
     * Plays one execution from its beginning to its end.
     *
     * @throws OrchestrationException ({@code DEFINITION_INVALID}) with all nodes that ask for a resource that the engine does
     *     not have, or for more than it has
     */
    public Schedule run(Scenario scenario) {
        return new Simulation(scenario, slots, resources).run();
    }
}
