package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.SyncedAppends;
import dev.orchestration.benchmarks.measure.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goals 3 and 4. */
public final class DurableBenchmark implements Benchmark {
    /** What a disk that needs no patience syncs; on a slower one the contestants run fewer tasks. */
    private static final double QUICK = 5_000;

    private static final double LEAST = 0.1;

    @Override
    public String name() {
        return "durable";
    }

    @Override
    public String about() {
        return "goals 3 and 4: tasks recorded one by one, in a chain and many at once";
    }

    @Override
    public List<Table> run() throws Exception {
        SyncedAppends.perSecond(); // the first writes make the file system busy with itself
        double share = Math.min(1, Math.max(LEAST, SyncedAppends.perSecond() / QUICK));
        @Nullable PostgresServer server = PostgresServer.start().orElse(null);
        try {
            Table chain = new ChainTable(share).table(server);
            return List.of(chain, new ParallelTable(share).table(server));
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
