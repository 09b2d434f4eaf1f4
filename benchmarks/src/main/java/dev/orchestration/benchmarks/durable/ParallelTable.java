package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.store.Durability;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Goal 4: many chains beside each other. */
final class ParallelTable {
    private final Table table = new Table(
            "Goal 4: durable, many in flight",
            "Empty tasks in chains beside each other, as many workers as chains, tasks a second; from the submission to the"
                    + " recorded end. SQLite FULL. The bare loop commits a row a task, those of one task of each chain"
                    + " together. All contestants in turn in one JVM, in steady state: 4 rounds to warm up, 7 measured.");

    /** Figures of one contestant. */
    private record Figures(Contestant contestant, int size, List<Double> rates) {
        static Figures of(Contestant contestant, int size) {
            return new Figures(contestant, size, new ArrayList<>());
        }

        void note(long nanos) {
            rates.add(size * 1e9 / nanos);
        }

        Series rate() {
            return new Series(rates);
        }
    }

    Table table(@Nullable PostgresServer server) throws Exception {
        inFlight(16, 1_200, server, List.of(Bound.atLeast(0.7), Bound.atLeast(3)));
        inFlight(256, 240, server, List.of(Bound.atLeast(0.6), Bound.atLeast(7)));
        return table;
    }

    /** @param goals against the limit, and against db-scheduler */
    private void inFlight(int chains, int length, @Nullable PostgresServer server, List<Bound> goals)
            throws Exception {
        int size = chains * length;
        Tasks together = Tasks.empty(TaskGraph.chains(chains, length));
        List<Tasks> apart = Stream.generate(() -> Tasks.empty(TaskGraph.chain(length)))
                .limit(chains)
                .toList();
        Figures ours = Figures.of(
                EngineChains.onSqlite("ours, an execution a chain", apart, Durability.DURABLE, chains), size);
        Figures oneExecution = Figures.of(
                EngineChains.onSqlite("ours, one execution", List.of(together), Durability.DURABLE, chains), size);
        Figures limit = Figures.of(
                new BareSqlite(
                        "bare group-commit loop (limit)",
                        Tasks.empty(TaskGraph.chains(chains, length)),
                        chains,
                        SynchronousMode.FULL),
                size);
        List<Figures> onServer = server == null ? List.of() : onServer(server, chains);
        Turns turns = new Turns();
        Stream.concat(Stream.of(ours, oneExecution, limit), onServer.stream())
                .forEach(each -> turns.add(each.contestant, each::note));
        turns.take("durable: " + chains + " in flight");

        String work = chains + " in flight";
        add(work, ours, against("this ÷ limit", ours, limit, goals.get(0)));
        add(work, oneExecution, against("this ÷ limit", oneExecution, limit, goals.get(0)));
        add(work, limit, null);
        for (Figures each : onServer) {
            Bound goal = each.contestant instanceof DbScheduler ? goals.get(1) : null;
            add(work, each, against("ours ÷ this", ours, each, goal));
        }
        if (server == null) {
            table.add(new Line(work, "peers: no PostgreSQL could be started", "/s", null, null));
        }
    }

    private static List<Figures> onServer(PostgresServer server, int chains) throws Exception {
        int steps = 5_120 / chains;
        List<Tasks> apart = Stream.generate(() -> Tasks.empty(TaskGraph.chain(steps)))
                .limit(chains)
                .toList();
        Tasks together = Tasks.empty(TaskGraph.chains(chains, steps));
        int independent = 4_000;
        Tasks alone = Tasks.empty(TaskGraph.chains(independent, 1));
        String suffix = String.valueOf(chains);
        return List.of(
                Figures.of(
                        EngineChains.onPostgres(
                                "ours, PostgreSQL", apart, server.database("parallel_ours" + suffix), chains),
                        chains * steps),
                Figures.of(
                        new DbosChains(together, chains, server.database("parallel_dbos" + suffix)), chains * steps),
                Figures.of(
                        new DbScheduler(alone, independent, chains, server.database("parallel_scheduler" + suffix)),
                        independent));
    }

    private static Comparison against(String what, Figures above, Figures below, @Nullable Bound goal) {
        return new Comparison(what, above.rate().median() / below.rate().median(), "×", goal);
    }

    private void add(String work, Figures figures, @Nullable Comparison comparison) {
        table.add(new Line(work, figures.contestant.label(), "/s", figures.rate(), comparison));
    }
}
