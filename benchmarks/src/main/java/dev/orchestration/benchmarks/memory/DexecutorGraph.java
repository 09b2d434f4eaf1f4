package dev.orchestration.benchmarks.memory;

import dev.orchestration.benchmarks.work.Tasks;
import com.github.dexecutor.core.DefaultDexecutor;
import com.github.dexecutor.core.Dexecutor;
import com.github.dexecutor.core.DexecutorConfig;
import com.github.dexecutor.core.ExecutionConfig;
import com.github.dexecutor.core.task.Task;
import com.github.dexecutor.core.task.TaskProvider;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A peer: Dexecutor. Its graph is good for one run; building it is not in the time. */
final class DexecutorGraph implements Contestant {
    private final Tasks tasks;
    private final ExecutorService pool = Executors.newFixedThreadPool(WORKERS);
    private Dexecutor<Integer, Integer> dexecutor;

    DexecutorGraph(Tasks tasks) {
        this.tasks = tasks;
        this.dexecutor = build();
    }

    private Dexecutor<Integer, Integer> build() {
        TaskProvider<Integer, Integer> provider = Numbered::new;
        Dexecutor<Integer, Integer> built = new DefaultDexecutor<>(new DexecutorConfig<>(pool, provider));
        int[][] dependencies = tasks.graph().dependencies();
        for (int task = 0; task < dependencies.length; task++) {
            for (int dependency : dependencies[task]) {
                built.addDependency(dependency, task);
            }
            if (dependencies[task].length == 0) {
                built.addIndependent(task);
            }
        }
        return built;
    }

    @Override
    public void prepare() {
        dexecutor = build();
    }

    @Override
    public void run() {
        dexecutor.execute(ExecutionConfig.NON_TERMINATING);
    }

    @Override
    public void close() {
        pool.shutdown();
    }

    private final class Numbered extends Task<Integer, Integer> {
        private static final long serialVersionUID = 1L;

        private final int number;

        Numbered(int number) {
            this.number = number;
        }

        @Override
        public Integer execute() {
            tasks.run(number);
            return number;
        }
    }
}
