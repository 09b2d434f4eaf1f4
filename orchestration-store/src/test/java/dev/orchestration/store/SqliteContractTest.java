package dev.orchestration.store;

import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoreContractTest;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteContractTest extends StoreContractTest {
    @TempDir
    Path folder;

    @Override
    protected Store open() {
        return Stores.own(folder.resolve("state.db"), Clock.system(), IdSource.sequence("u"));
    }
}
