package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.work.Demands;
import dev.orchestration.benchmarks.work.PlanEngine;
import dev.orchestration.benchmarks.work.TaskRules;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.decide.ExecutionPlan;
import dev.orchestration.tasks.orchestrator.Accepted;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Ours: the whole way through the engine, on a store. Each of the graphs is an execution of its own. */
final class EngineChains implements Contestant {
    /** Who submits many executions does that from several threads, or it waits for a commit for each. */
    private static final int SUBMITTERS = 16;

    private final String label;
    private final List<Tasks> graphs;
    private final PlanEngine engine;
    private final ExecutionPlan plan;
    private final ExecutorService submitters = Executors.newFixedThreadPool(SUBMITTERS);
    private List<Accepted> accepted = List.of();

    private EngineChains(String label, List<Tasks> graphs, PlanEngine engine) {
        this.label = label;
        this.graphs = graphs;
        this.engine = engine;
        Tasks first = graphs.get(0);
        this.plan = new ExecutionPlan(
                Demands.NONE.specs(first.graph().size()), Arrays.asList(first.graph().dependencies()));
    }

    /**
     * On SQLite.
     *
     * @param graphs all of one form
     */
    static EngineChains onSqlite(String label, List<Tasks> graphs, Durability durability, int slots)
            throws IOException {
        Path folder = WorkFolder.create("durable");
        Store store = Stores.own(folder.resolve("state.db"), durability, Clock.system(), IdSource.random());
        return new EngineChains(label, graphs, PlanEngine.on(store, folder, slots));
    }

    /** On PostgreSQL, durably. */
    static EngineChains onPostgres(String label, List<Tasks> graphs, String url, int slots) throws IOException {
        Path folder = WorkFolder.create("durable");
        StoreAddress address = StoreAddress.database(url, System.getenv()).withLogs(folder);
        return new EngineChains(
                label, graphs, PlanEngine.on(Stores.own(address, Clock.system(), IdSource.random()), folder, slots));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run() throws Exception {
        accepted = graphs.size() == 1 ? List.of(start(graphs.get(0))) : startAll();
        accepted.forEach(PlanEngine::requireCompleted);
    }

    private List<Accepted> startAll() throws Exception {
        List<Future<Accepted>> starting = new ArrayList<>();
        for (Tasks tasks : graphs) {
            starting.add(submitters.submit(() -> start(tasks)));
        }
        List<Accepted> started = new ArrayList<>();
        for (Future<Accepted> each : starting) {
            started.add(each.get());
        }
        return started;
    }

    private Accepted start(Tasks tasks) {
        return engine.start(plan, new TaskRules(tasks), Demands.NONE);
    }

    @Override
    public void check() {
        for (int i = 0; i < graphs.size(); i++) {
            graphs.get(i).finish();
            Recorded.requireAll(
                    engine.store().archive(), accepted.get(i).id(), graphs.get(i).graph());
        }
    }

    @Override
    public void close() {
        submitters.shutdown();
        engine.close();
    }
}
