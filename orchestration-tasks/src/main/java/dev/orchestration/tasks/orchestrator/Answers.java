package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.OrchestrationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who asked for something, and hear of it once the step in which they did is recorded. Confined to the loop. */
final class Answers {
    private final List<Request<?>> waiting = new ArrayList<>();

    void awaitedBy(Request<?> request) {
        waiting.add(request);
    }

    /** @param fault why the step is not recorded, null if it is */
    void give(@Nullable OrchestrationException fault) {
        for (int i = 0; i < waiting.size(); i++) {
            waiting.get(i).over(fault);
        }
        waiting.clear();
    }
}
