package dev.orchestration.core;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.WorkflowManager;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Parts that were built by now, for those who look at the engine and must build nothing by that. Thread-safe. */
final class BuiltParts {
    private final CompletableFuture<Store> store = new CompletableFuture<>();
    private final CompletableFuture<TaskOrchestrator> orchestrator = new CompletableFuture<>();
    private final CompletableFuture<ResourceManager> resources = new CompletableFuture<>();
    private final CompletableFuture<WorkflowManager> workflows = new CompletableFuture<>();
    private final List<Runnable> afterLoop = new CopyOnWriteArrayList<>();

    /** Completed by the one who opens it. */
    CompletableFuture<Store> store() {
        return store;
    }

    /** Completed before recorded work goes on, so that who waits for it hears of that. */
    CompletableFuture<TaskOrchestrator> orchestrator() {
        return orchestrator;
    }

    /** Completed before it knows any resource. */
    CompletableFuture<ResourceManager> resources() {
        return resources;
    }

    /** Completed when it is built. */
    CompletableFuture<WorkflowManager> workflows() {
        return workflows;
    }

    /** Runs {@code last} when the loop has ended and the store is still open; never, if no loop is built. */
    void afterLoop(Runnable last) {
        afterLoop.add(last);
    }

    /** The loop has ended. */
    void loopEnded() {
        afterLoop.forEach(Runnable::run);
    }
}
