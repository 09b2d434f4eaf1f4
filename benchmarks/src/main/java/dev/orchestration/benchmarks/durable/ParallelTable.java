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

/** Goal 4: many chains beside each other. */
final class ParallelTable {
    /** Tasks on PostgreSQL, and of db-scheduler, whose tasks have nothing to do with each other. */
    private static final int ON_POSTGRES = 5_120;

    private static final int INDEPENDENT = 4_000;

    private final double share;
    private final Table table = new Table(
            "Goal 4: durable, many in flight",
            "Empty tasks in chains beside each other, as many workers as chains, tasks a second; from the submission to the"
                    + " recorded end. SQLite FULL. The bare loop commits a row a task, those of one task of each chain"
                    + " together. All contestants in turn in one JVM, in steady state: "
                    + Turns.TEXT + ".");

    /** @param share of the tasks to run, at most 1 */
    ParallelTable(double share) {
        this.share = share;
    }

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
    private void inFlight(int chains, int longest, @Nullable PostgresServer server, List<Bound> goals)
            throws Exception {
        int length = (int) (longest * share);
        int size = chains * length;
        Tasks together = Tasks.empty(TaskGraph.chains(chains, length));
        List<Tasks> each = Stream.generate(() -> Tasks.empty(TaskGraph.chain(length)))
                .limit(chains)
                .toList();
        Figures ours = Figures.of(
                EngineChains.onSqlite("ours, one execution", List.of(together), Durability.DURABLE, chains), size);
        Figures apart = Figures.of(
                EngineChains.onSqlite("ours, an execution a chain", each, Durability.DURABLE, chains), size);
        Figures limit =
                Figures.of(BareSqlite.inOrder(Tasks.empty(TaskGraph.chains(chains, length)), chains), size);
        Figures limitApart =
                Figures.of(BareSqlite.byChain(Tasks.empty(TaskGraph.chains(chains, length)), chains), size);
        List<Figures> onServer = server == null ? List.of() : onServer(server, chains);
        Turns turns = new Turns();
        Stream.concat(Stream.of(ours, limit, apart, limitApart), onServer.stream())
                .forEach(one -> turns.add(one.contestant, one::note));
        turns.take("durable: " + chains + " in flight");

        String work = chains + " in flight";
        add(work, ours, against("this ÷ limit", ours, limit, goals.get(0)));
        add(work, limit, null);
        add(work, apart, against("this ÷ a key a chain", apart, limitApart, null));
        add(work, limitApart, null);
        for (Figures other : onServer) {
            Bound goal = other.contestant instanceof DbScheduler ? goals.get(1) : null;
            add(work, other, against("ours ÷ this", ours, other, goal));
        }
        if (server == null) {
            table.add(new Line(work, "peers: no PostgreSQL could be started", "/s", null, null));
        }
    }

    private List<Figures> onServer(PostgresServer server, int chains) throws Exception {
        int steps = Math.max(2, (int) (ON_POSTGRES * share) / chains);
        List<Tasks> apart = Stream.generate(() -> Tasks.empty(TaskGraph.chain(steps)))
                .limit(chains)
                .toList();
        Tasks together = Tasks.empty(TaskGraph.chains(chains, steps));
        int independent = (int) (INDEPENDENT * share);
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
