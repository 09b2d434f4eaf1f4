package dev.orchestration.benchmarks.durable;

import dev.orchestration.benchmarks.work.TaskGraph;
import dev.orchestration.benchmarks.work.Tasks;
import dev.orchestration.store.Durability;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** Nobody who is measured on SQLite has a fault, in a second run neither. */
class DurableContestantsTest {
    private final Tasks chains = Tasks.empty(TaskGraph.chains(4, 25));

    @Test
    void theBareLoopRecordsEveryStep() throws Exception {
        passesTwice(BareSqlite.oneByOne("loop", Tasks.empty(TaskGraph.chain(100)), SynchronousMode.NORMAL));
    }

    @Test
    void theBareGroupCommitLoopRecordsEveryTask() throws Exception {
        passesTwice(BareSqlite.inOrder(chains, 4));
    }

    @Test
    void theBareLoopWithAKeyAChainRecordsEveryTask() throws Exception {
        passesTwice(BareSqlite.byChain(chains, 4));
    }

    @Test
    void theEngineRecordsAllChainsOfOneExecution() throws Exception {
        passesTwice(EngineChains.onSqlite("ours", List.of(chains), Durability.FAST, 4));
    }

    @Test
    void theEngineRecordsExecutionsBesideEachOther() throws Exception {
        List<Tasks> apart = List.of(Tasks.empty(TaskGraph.chain(20)), Tasks.empty(TaskGraph.chain(20)));

        passesTwice(EngineChains.onSqlite("ours", apart, Durability.FAST, 2));
    }

    @Test
    void aNewStoreIsMadeForEachRun() throws Exception {
        passesTwice(new NewStores(Tasks.empty(TaskGraph.chain(20))));
    }

    private static void passesTwice(Contestant contestant) throws Exception {
        for (int round = 0; round < 2; round++) {
            contestant.prepare();
            contestant.run();
            contestant.check();
        }
        contestant.close();
    }
}
