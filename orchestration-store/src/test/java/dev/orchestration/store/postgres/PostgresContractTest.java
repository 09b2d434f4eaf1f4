package dev.orchestration.store.postgres;

import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoreContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class PostgresContractTest extends StoreContractTest {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return Place.empty(folder).own();
    }
}
