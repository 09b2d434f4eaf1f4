package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.measure.Benchmark;
import dev.orchestration.benchmarks.measure.Table;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Goals 3 and 4. */
public final class DurableBenchmark implements Benchmark {
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
        @Nullable PostgresServer server = PostgresServer.start().orElse(null);
        try {
            Table chain = new ChainTable().table(server);
            return List.of(chain, new ParallelTable().table(server));
        } finally {
            if (server != null) {
                server.close();
            }
        }
    }
}
