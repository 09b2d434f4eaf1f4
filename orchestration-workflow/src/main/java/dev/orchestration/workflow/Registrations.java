package dev.orchestration.workflow;

import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.orchestrator.ChildOrder;
import dev.orchestration.workflow.definition.SubWorkflows;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Earlier executions go on before a host gets hold of the engine and can register the workflows that their steps name: such a
 * step waits for that. Thread-safe.
 */
final class Registrations {
    private static final Logger LOG = LoggerFactory.getLogger(Registrations.class);

    private final Function<String, Optional<RegisteredWorkflow>> registered;

    /** The keys of those of which it was said. */
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    Registrations(Function<String, Optional<RegisteredWorkflow>> registered) {
        this.registered = registered;
    }

    /** Whether the step of an earlier life names a workflow that is not registered, and no file; it is said once in the log. */
    boolean isToCome(ChildOrder order, String word) {
        if (!order.before()
                || SubWorkflows.isFile(word)
                || registered.apply(word).isPresent()) {
            told.remove(order.key());
            return false;
        }
        if (told.add(order.key())) {
            LOG.warn(
                    "step {} of execution {} waits until a workflow {} is registered",
                    Quoted.of(order.step().step()),
                    order.parent(),
                    Quoted.of(word));
        }
        return true;
    }
}
