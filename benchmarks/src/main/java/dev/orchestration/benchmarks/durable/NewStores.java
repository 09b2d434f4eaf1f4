package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.store.Durability;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ours, with a new store for each run: its write-ahead log grows with each commit. Opening it is not in the time. */
final class NewStores implements Contestant {
    private final Tasks chain;
    private @Nullable EngineChains engine;

    NewStores(Tasks chain) {
        this.chain = chain;
    }

    @Override
    public String label() {
        return "ours, new store";
    }

    @Override
    public void run() throws Exception {
        engine = EngineChains.onSqlite(label(), List.of(chain), Durability.DURABLE, ChainTable.WORKERS);
        engine.run();
    }

    @Override
    public void check() {
        if (engine != null) {
            engine.check();
        }
        close();
    }

    @Override
    public void close() {
        if (engine != null) {
            engine.close();
            engine = null;
        }
    }
}
