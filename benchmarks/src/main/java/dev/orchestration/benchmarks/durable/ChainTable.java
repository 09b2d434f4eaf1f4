package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Bound;
import dev.orchestration.benchmarks.measure.Comparison;
import dev.orchestration.benchmarks.measure.Line;
import dev.orchestration.benchmarks.measure.Series;
import dev.orchestration.benchmarks.measure.SyncedAppends;
import dev.orchestration.benchmarks.measure.Table;
import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.TimedTasks;
import dev.orchestration.store.Durability;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Goal 3: one step after the other. */
final class ChainTable {
    static final int WORKERS = 2;

    private static final int STEPS = 4_000;
    private static final int FIRST_STEPS = 500;
    private static final int STEPS_ON_POSTGRES = 2_000;
    private static final int STEPS_OF_SLOW = 300;
    private static final String RATE = "steps a second";

    private final double share;
    private final Turns turns = new Turns();
    private final List<Double> syncs = new ArrayList<>();
    private final Table table;

    /** @param share of the steps to make, at most 1 */
    ChainTable(double share) {
        this.share = share;
        this.table = new Table(
                "Goal 3: durable chain",
                of(STEPS) + " empty tasks, each after the one before, every transition committed before the next start; from"
                        + " the work of the first to the work of the last. On PostgreSQL " + of(STEPS_ON_POSTGRES)
                        + " (db-scheduler " + of(STEPS_OF_SLOW) + "). All contestants in turn in one JVM, in steady state: "
                        + Turns.TEXT + ", on the stores that the rounds before have filled but for the new store, whose first "
                        + FIRST_STEPS + " steps count.");
    }

    private int of(int most) {
        return (int) (most * share);
    }

    Table table(@Nullable PostgresServer server) throws Exception {
        ChainFigures ours = add(of(STEPS), tasks -> sqlite("ours, SQLite FULL", tasks, Durability.DURABLE));
        ChainFigures limit =
                add(of(STEPS), tasks -> BareSqlite.oneByOne("bare loop, SQLite FULL (limit)", tasks, SynchronousMode.FULL));
        ChainFigures first = add(FIRST_STEPS, NewStores::new);
        ChainFigures fast = add(of(STEPS), tasks -> sqlite("ours, SQLite NORMAL", tasks, Durability.FAST));
        ChainFigures fastLimit = add(
                of(STEPS), tasks -> BareSqlite.oneByOne("bare loop, SQLite NORMAL (limit)", tasks, SynchronousMode.NORMAL));
        List<ChainFigures> onServer = server == null ? List.of() : addServer(server);
        turns.add(new Reference(), nanos -> syncs.add(SyncedAppends.perSecond()));
        turns.take("durable: chain");

        double sync = new Series(syncs).median();
        rate(ours, against("this ÷ limit", ours, limit, Bound.atLeast(0.8)));
        rate(limit, null);
        rate(first, against("this ÷ ours", first, ours, Bound.atLeast(0.7)));
        rate(fast, new Comparison("this ÷ REF", fast.rate().median() / sync, "×", Bound.atLeast(3)));
        rate(fastLimit, new Comparison("this ÷ REF", fastLimit.rate().median() / sync, "×", null));
        table.add(new Line(
                "syncs a second", "append " + SyncedAppends.BYTES + " bytes + fdatasync (REF)", "/s", new Series(syncs), null));
        for (ChainFigures each : onServer) {
            Bound goal = each.label().startsWith("DBOS") ? Bound.atLeast(1.5) : null;
            rate(each, against("ours ÷ this", ours, each, goal));
        }
        if (server == null) {
            table.add(new Line(RATE, "peers: no PostgreSQL could be started", "/s", null, null));
        }
        latency(ours, sync, Bound.atMost(1.5), Bound.atMost(1));
        latency(limit, sync, null, null);
        onServer.forEach(each -> latency(each, sync, null, null));
        return table;
    }

    private List<ChainFigures> addServer(PostgresServer server) throws Exception {
        String ours = server.database("chain_ours");
        String dbos = server.database("chain_dbos");
        String scheduler = server.database("chain_scheduler");
        return List.of(
                add(of(STEPS_ON_POSTGRES), tasks -> EngineChains.onPostgres("ours, PostgreSQL", List.of(tasks), ours, WORKERS)),
                add(of(STEPS_ON_POSTGRES), tasks -> new DbosChains(tasks, 1, dbos)),
                add(of(STEPS_OF_SLOW), tasks -> new DbScheduler(tasks, 1, WORKERS, scheduler)));
    }

    private static EngineChains sqlite(String label, TimedTasks tasks, Durability durability) throws IOException {
        return EngineChains.onSqlite(label, List.of(tasks), durability, WORKERS);
    }

    /** Makes a contestant for some tasks. */
    private interface Making {
        Contestant with(TimedTasks tasks) throws IOException, SQLException;
    }

    private ChainFigures add(int steps, Making making) throws IOException, SQLException {
        TimedTasks tasks = new TimedTasks(TaskGraph.chain(steps));
        Contestant contestant = making.with(tasks);
        ChainFigures figures = new ChainFigures(contestant.label(), tasks);
        turns.add(contestant, nanos -> figures.note());
        return figures;
    }

    private static Comparison against(String what, ChainFigures above, ChainFigures below, @Nullable Bound goal) {
        return new Comparison(what, above.rate().median() / below.rate().median(), "×", goal);
    }

    private void rate(ChainFigures figures, @Nullable Comparison comparison) {
        table.add(new Line(RATE, figures.label(), "/s", figures.rate(), comparison));
    }

    private void latency(ChainFigures figures, double sync, @Nullable Bound p50, @Nullable Bound p99) {
        Function<Series, Double> inSyncs = series -> series.median() / 1e3 * sync;
        table.add(new Line(
                "a step, p50",
                figures.label(),
                "ms",
                figures.p50(),
                new Comparison("this ÷ (1 ÷ REF)", inSyncs.apply(figures.p50()), "×", p50)));
        Comparison itself = p99 == null ? null : new Comparison("itself", figures.p99().median(), " ms", p99);
        table.add(new Line("a step, p99", figures.label(), "ms", figures.p99(), itself));
    }

    /** Takes its turn so that REF is measured beside the others, by whoever notes it. */
    private static final class Reference implements Contestant {
        @Override
        public String label() {
            return "REF";
        }

        @Override
        public void run() {}

        @Override
        public void check() {}

        @Override
        public void close() {}
    }
}
