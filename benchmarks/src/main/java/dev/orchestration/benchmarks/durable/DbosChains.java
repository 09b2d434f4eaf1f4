package dev.orchestration.benchmarks.durable;

import dev.dbos.transact.DBOS;
import dev.dbos.transact.StartWorkflowOptions;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.workflow.Workflow;
import dev.dbos.transact.workflow.WorkflowHandle;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.benchmarks.work.Tasks;
import java.util.ArrayList;
import java.util.List;

/** DBOS Transact: each chain is a workflow, each task a step of it, recorded before the next. */
final class DbosChains implements Contestant {
    private final Tasks tasks;
    private final int count;
    private final DBOS dbos;
    private final Chains chains;
    private final List<String> ids = new ArrayList<>();
    private int round;

    /** What DBOS puts its own code around. Public because that needs it. */
    public interface Chains {
        /** Runs the tasks of one chain. */
        void run(int chain);
    }

    /** The workflow. Public because DBOS calls it. */
    public static final class Steps implements Chains {
        private final Tasks tasks;
        private final int count;
        private final DBOS dbos;

        Steps(Tasks tasks, int count, DBOS dbos) {
            this.tasks = tasks;
            this.count = count;
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "chain")
        public void run(int chain) {
            for (int next = chain; next < tasks.graph().size(); next += count) {
                int task = next;
                dbos.runStep(() -> tasks.run(task), "task");
            }
        }
    }

    /**
     * Makes the tables and starts it.
     *
     * @param tasks so many chains as {@code count} says
     */
    DbosChains(Tasks tasks, int count, String url) {
        this.tasks = tasks;
        this.count = count;
        this.dbos = new DBOS(DBOSConfig.defaults("bench")
                .withDatabaseUrl(url)
                .withDbUser("postgres")
                .withDbPassword("")
                .withAppVersion("1"));
        this.chains = dbos.registerProxy(Chains.class, new Steps(tasks, count, dbos));
        dbos.launch();
    }

    @Override
    public String label() {
        return "DBOS Transact, PostgreSQL";
    }

    @Override
    public void run() {
        round++;
        ids.clear();
        List<WorkflowHandle<Void, RuntimeException>> handles = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int chain = i;
            String id = "run" + round + "-" + chain;
            ids.add(id);
            handles.add(dbos.startWorkflow(() -> chains.run(chain), new StartWorkflowOptions(id)));
        }
        handles.forEach(WorkflowHandle::getResult);
    }

    @Override
    public void check() {
        tasks.finish();
        int recorded =
                ids.stream().mapToInt(id -> dbos.listWorkflowSteps(id).size()).sum();
        if (recorded != tasks.graph().size()) {
            throw new WrongResultException(label() + " recorded " + recorded + " of " + tasks.graph().size());
        }
    }

    @Override
    public void close() {
        dbos.close();
    }
}
