package dev.orchestration.core;

import dev.orchestration.core.trace.ExecutionSpans;
import dev.orchestration.core.trace.SpanSink;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.Listening;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import java.time.Duration;

/** Lets whoever collects traces hear of what is committed, if there is somebody. */
final class TraceOutlet {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private TraceOutlet() {}

    /** Called before the loop works; its end comes after that of the loop, whose last commits are told, too. */
    static void open(EngineSettings settings, Lifetime lifetime, Store store, TaskOrchestrator orchestrator) {
        SpanSink sink = settings.traces();
        if (sink != null) {
            Listening listening = orchestrator.listen(new ExecutionSpans(sink, store.archive()));
            lifetime.onEnd(reason -> {
                listening.awaitTold(PATIENCE);
                sink.close();
            });
        }
    }
}
