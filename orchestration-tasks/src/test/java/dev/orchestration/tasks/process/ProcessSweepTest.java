package dev.orchestration.tasks.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.journal.Owner;
import dev.orchestration.tasks.process.live.LiveProcessStarter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessSweepTest {
    private static final long SELF = ProcessHandle.current().pid();

    private final ProcessSweep sweep = new ProcessSweep();
    private final String uuid = UUID.randomUUID().toString();

    @TempDir
    Path folder;

    @AfterEach
    void leaveNothing() {
        sweep.endMarked(ProcessSweep.OWNER_MARK, uuid);
    }

    @Test
    void onlyWhatCarriesExactlyTheMarkIsKilled() throws Exception {
        RunningProcess meant = start(uuid);
        RunningProcess other = start(uuid + "0");

        assertThat(sweep.endMarked(ProcessSweep.OWNER_MARK, uuid)).isEqualTo(1);

        assertThat(meant.await().code()).isEqualTo(137);
        assertThat(ProcessTable.startTicks(other.pid())).isEqualTo(other.startTicks());
        assertThat(sweep.endMarked(ProcessSweep.OWNER_MARK, uuid + "0")).isEqualTo(1);
    }

    @Test
    void processesOfAFallenOwnerAreKilled() throws Exception {
        RunningProcess left = start(uuid);

        assertThat(sweep.endAllOf(owner(ProcessTable.bootId(), SELF, 1))).isEqualTo(1);
        assertThat(left.await().code()).isEqualTo(137);
    }

    @Test
    void processesOfALivingOwnerAreLeftAlone() throws Exception {
        start(uuid);

        assertThat(sweep.endAllOf(owner(ProcessTable.bootId(), SELF, ProcessTable.startTicks(SELF))))
                .isZero();
        assertThat(sweep.endMarked(ProcessSweep.OWNER_MARK, uuid)).isEqualTo(1);
    }

    @Test
    void nothingOfAnotherBootIsTouched() throws Exception {
        start(uuid);

        assertThat(sweep.endAllOf(owner("another boot", SELF, 1))).isZero();
        assertThat(sweep.endMarked(ProcessSweep.OWNER_MARK, uuid)).isEqualTo(1);
    }

    /** On a busy machine a sweep missed a process that was between setsid and its program, and left it alive. */
    @Test
    void aProcessThatJustBecomesAnotherProgramIsFound() throws Exception {
        Path restless = Files.writeString(folder.resolve("restless"), "exec sh \"$0\"");
        RunningProcess changing = start(uuid, "sh", restless.toString());

        for (int look = 0; look < 2_000; look++) {
            assertThat(ProcessTable.isMarked(changing.pid(), Map.of(ProcessSweep.OWNER_MARK, uuid)))
                    .as("look %d", look)
                    .isTrue();
        }
    }

    @Test
    void thisProcessIsNeverAmongTheMarked() {
        String path = System.getenv("PATH");

        assertThat(ProcessTable.isMarked(SELF, Map.of("PATH", path))).isTrue();
        assertThat(ProcessSweep.marked(ProcessTable.all(), Map.of("PATH", path)))
                .extracting(ProcessTable.Row::pid)
                .doesNotContain(SELF);
    }

    @Test
    void aMarkIsAWholeEntryAndNotAPartOfOne() {
        byte[] environment = "XA=1\0A=12\0B=A=1\0C=\0".getBytes(StandardCharsets.UTF_8);

        assertThat(ProcessTable.holds(environment, bytes("A=1"))).isFalse();
        assertThat(ProcessTable.holds(environment, bytes("A=12"))).isTrue();
        assertThat(ProcessTable.holds(environment, bytes("XA=1"))).isTrue();
        assertThat(ProcessTable.holds(environment, bytes("C="))).isTrue();
        assertThat(ProcessTable.holds(new byte[0], bytes("A=1"))).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private Owner owner(String boot, long pid, long pidStart) {
        return new Owner(uuid, 1, "here", boot, pid, pidStart, 0, null);
    }

    private RunningProcess start(String owner) throws Exception {
        return start(owner, "sleep", "1000");
    }

    private RunningProcess start(String owner, String... command) throws Exception {
        return new LiveProcessStarter()
                .start(new ProcessRequest(
                        List.of(command),
                        folder,
                        Map.of(ProcessSweep.OWNER_MARK, owner),
                        ProcessStreams.merged((bytes, offset, length) -> {}),
                        ProcessLimits.NONE));
    }
}
