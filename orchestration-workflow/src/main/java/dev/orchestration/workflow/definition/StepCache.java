package dev.orchestration.workflow.definition;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * That the output of a step is kept, and used again where nothing differs on which it depends. Immutable.
 *
 * @param key what it depends on besides the action and its parameters: JSON whose texts may hold templates
 * @param files paths whose content it depends on; they may hold templates
 * @param ttl how old an output may be, null for any age
 */
public record StepCache(
        List<Object> key, List<String> files, @Nullable Duration ttl) {}
