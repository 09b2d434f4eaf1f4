package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Demands;
import dev.orchestration.benchmarks.work.Tasks;
import java.io.IOException;
import org.quartz.SchedulerException;

/** Who runs the tasks. Public because JMH reads it. */
public enum Who {
    ENGINE("ours"),
    ENGINE_NAMED("ours, names resolved in the time"),
    ENGINE_UNADORNED("ours, nothing but order asked for"),
    POOL("thread pool + countdown (limit)"),
    PRIORITY_POOL("the same by priority (limit)"),
    FUTURES("CompletableFuture graph"),
    DEXECUTOR("Dexecutor"),
    QUARTZ("Quartz, RAMJobStore");

    private final String label;

    Who(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }

    Contestant with(Tasks tasks) throws IOException, SchedulerException {
        return switch (this) {
            case ENGINE -> EngineGraph.planned(tasks, Demands.ALL);
            case ENGINE_NAMED -> EngineGraph.named(tasks, Demands.ALL);
            case ENGINE_UNADORNED -> EngineGraph.planned(tasks, Demands.NONE);
            case POOL -> PoolCountdown.firstComeFirstServed(tasks);
            case PRIORITY_POOL -> PoolCountdown.byPriority(tasks);
            case FUTURES -> new FutureGraph(tasks);
            case DEXECUTOR -> new DexecutorGraph(tasks);
            case QUARTZ -> new QuartzGraph(tasks);
        };
    }
}
