package dev.orchestration.tasks.decide;

import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.tasks.ResourceTypeRequest;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.action.ActionName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which nodes of a plan ask for the same: the same action with the same resources. Even large plans have few such profiles, so
 * what follows from one is worked out once. Confined to the thread that owns the plan while it grows.
 */
final class Profiles {
    private record Profile(ActionName action, List<ResourceRequest> resources, List<ResourceTypeRequest> byType) {
        boolean isOf(TaskSpec spec) {
            return action.equals(spec.action())
                    && resources.equals(spec.resources())
                    && byType.equals(spec.resourcesByType());
        }
    }

    private final Map<Profile, Integer> numbers = new LinkedHashMap<>();
    private final List<TaskSpec> examples = new ArrayList<>();
    private int[] byNode;
    private int size;
    /** That of the last node: those of one profile mostly come one after the other. */
    private @Nullable Profile last;

    /** @param foreseen how many nodes there will be at least */
    Profiles(int foreseen) {
        byNode = new int[foreseen];
    }

    void add(TaskSpec spec) {
        if (size == byNode.length) {
            byNode = Arrays.copyOf(byNode, Math.max(16, 2 * size));
        }
        byNode[size] = last != null && last.isOf(spec) ? byNode[size - 1] : number(spec);
        size++;
    }

    private int number(TaskSpec spec) {
        last = new Profile(spec.action(), spec.resources(), spec.resourcesByType());
        Integer known = numbers.putIfAbsent(last, examples.size());
        if (known == null) {
            examples.add(spec);
            return examples.size() - 1;
        }
        return known;
    }

    int of(int node) {
        return byNode[node];
    }

    TaskSpec example(int profile) {
        return examples.get(profile);
    }
}
