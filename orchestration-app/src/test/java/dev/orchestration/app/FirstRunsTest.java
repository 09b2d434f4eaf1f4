package dev.orchestration.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two terminals in which somebody types at once, where there was no store before. */
class FirstRunsTest {
    @TempDir
    Path directory;

    private Terminal here;

    @BeforeEach
    void aWorkflow() throws Exception {
        here = Terminal.in(directory);
        here.write("w.yaml", "name: w\nsteps: [{name: a, module: core, action: noop}]\n");
    }

    @Test
    void aRunWaitsForAnOwnerThatHasTheLockButHasNotMadeTheFile() throws Exception {
        runWaitsForTheLock();
    }

    @Test
    void aRunWaitsForAnOwnerThatHasNotMadeTheTables() throws Exception {
        Files.createFile(directory.resolve("s.db"));
        runWaitsForTheLock();
    }

    /** A lock that nobody in this JVM's registry knows of stands for that of another process. */
    private void runWaitsForTheLock() throws Exception {
        LiveTerminal second;
        try (FileChannel lock = FileChannel.open(
                directory.toRealPath().resolve("s.db.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(lock.tryLock()).isNotNull();
            second = LiveTerminal.type(here, "run", "w.yaml", "--json", "--store", "s.db");
            second.awaitErr("another process makes the store; waiting for it");
        }
        Terminal.Answer answer = second.end();
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.object()).containsEntry("status", "completed");
    }
}
