package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.DefinitionException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The wiring once wrapped refusals in exceptions of Guice, so that callers could not tell them from faults. */
class BuiltTest {
    @TempDir
    Path folder;

    @Test
    void aStoreOfSomebodyElseIsRefusedAsSuch() {
        Path file = folder.resolve("state.db");
        try (var owner = Stores.own(file, Clock.system(), IdSource.random());
                var engine = OrchestrationEngine.builder().store(file).build()) {
            assertThatThrownBy(engine::taskOrchestrator)
                    .isInstanceOf(OrchestrationException.class)
                    .hasMessageContaining(owner.name())
                    .extracting("code")
                    .isEqualTo(ErrorCode.STORE_OWNED);
        }
    }

    @Test
    void aWorkflowWithFaultsIsRefusedWithItsFaults() throws Exception {
        Path file = Files.writeString(folder.resolve("bad.yaml"), "name: bad\nsteps: []\n");

        assertThatThrownBy(() -> OrchestrationEngine.builder().workflow(file).build())
                .isInstanceOf(DefinitionException.class)
                .hasMessageContaining("bad.yaml");
    }
}
