package dev.orchestration.state.journal;

import dev.orchestration.state.event.EventSamples;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class InMemoryStoreTest extends StoreContractTest {
    @TempDir
    Path logs;

    @Override
    protected Store open() {
        long pid = ProcessHandle.current().pid();
        return new InMemoryStore(logs, new Owner("u1", 1, "here", "", pid, 0, EventSamples.T0, null));
    }
}
