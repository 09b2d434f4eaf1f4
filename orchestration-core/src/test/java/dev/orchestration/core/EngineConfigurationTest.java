package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.store.Durability;
import dev.orchestration.tasks.action.WorkingDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EngineConfigurationTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void aFileOfSettings() throws IOException {
        Files.createDirectories(directory.resolve(".orchestration"));
        file = Files.writeString(
                directory.resolve(".orchestration/config.yaml"), "store: host.db\nworkers: 3\ndurability: fast\n");
    }

    @Test
    void aHostMayHaveAnEngineSetUpByAFile() throws IOException {
        Files.writeString(file, "allow_path: ../data\n", StandardOpenOption.APPEND);
        EngineSettings settings = EngineSettings.inMemory()
                .withDirectory(new WorkingDirectory(directory, List.of()))
                .withConfiguration(Configuration.of(file));

        assertThat(settings.store())
                .hasToString(directory.resolve(".orchestration/host.db").toString());
        assertThat(settings.workers()).isEqualTo(3);
        assertThat(settings.durability()).isEqualTo(Durability.FAST);
        assertThat(settings.directory().allowed()).containsExactly(directory.resolve("data"));
        assertThat(settings.withConfiguration(Configuration.none())).isEqualTo(settings);
    }

    @Test
    void anEngineThatIsNotAskedToReadsNoFile() {
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .directory(new WorkingDirectory(directory, List.of()))
                .build()) {
            assertThat(engine.taskOrchestrator().getExecutionStats()).isNotNull();
        }
        assertThat(directory.resolve(".orchestration/host.db")).doesNotExist();
    }

    @Test
    void whatIsSaidToTheBuilderLaterGoesBeforeTheFile() {
        Path other = directory.resolve("other.db");

        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .configuration(Configuration.of(Map.of("HOME", directory.toString()), directory))
                .store(other)
                .build()) {
            assertThat(engine.taskOrchestrator().getExecutionStats()).isNotNull();
            assertThat(other).exists();
            assertThat(directory.resolve(".orchestration/host.db")).doesNotExist();
        }
    }
}
