package dev.orchestration.tasks.process.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.tasks.process.HeadBuffer;
import dev.orchestration.tasks.process.ProcessExit;
import dev.orchestration.tasks.process.ProcessLimits;
import dev.orchestration.tasks.process.ProcessRequest;
import dev.orchestration.tasks.process.ProcessStarter;
import dev.orchestration.tasks.process.ProcessStreams;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.process.ProcessTable;
import dev.orchestration.tasks.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With {@code setsid} and without it. */
final class LiveProcessStarterTest {
    private final String attempt = UUID.randomUUID().toString();
    private final HeadBuffer printed = new HeadBuffer(1 << 20);
    private final CountDownLatch up = new CountDownLatch(1);

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergedStreamsKeepTheirOrder(boolean sessions) throws Exception {
        ProcessExit exit = start(starter(sessions), "for i in 1 2 3; do echo $i; echo e$i >&2; done", Map.of())
                .await();

        assertThat(exit).isEqualTo(new ProcessExit(0, false));
        assertThat(printed.text()).isEqualTo("1\ne1\n2\ne2\n3\ne3\n");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void endReachesChildrenThatIgnoreSigterm(boolean sessions) throws Exception {
        String script = "sh -c 'trap \"\" TERM; sh -c \"echo up; while :; do sleep 1; done\"' & wait";
        RunningProcess process = start(starter(sessions), script, marks());

        up.await();

        assertThat(process.end(Duration.ofMillis(100))).isTrue();
        assertThat(process.await().code()).isIn(143, 137); // on a slow machine its patience was over before it died
        assertThat(new ProcessSweep().endMarked(ProcessSweep.ATTEMPT_MARK, attempt))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatObeysSigtermIsNotKilled(boolean sessions) throws Exception {
        RunningProcess process = start(starter(sessions), "echo up; exec sleep 1000", marks());
        up.await();

        assertThat(process.end(Duration.ofMinutes(1))).isTrue();

        assertThat(process.await().code()).isEqualTo(143);
    }

    @Test
    void withoutAMarkTheSessionIsStillEnded() throws Exception {
        RunningProcess process =
                start(starter(true), "(sh -c 'echo up; exec sleep 1000' &); exec sleep 1000", Map.of());
        up.await();

        assertThat(process.end(Duration.ofSeconds(2))).isTrue();

        assertThat(ProcessTable.all())
                .filteredOn(row -> row.session() == process.pid() && !row.hasEnded())
                .isEmpty();
    }

    @Test
    void aSessionThatForksFasterThanItIsLookedAtIsEnded() throws Exception {
        // Bounded, so that a failure of this test does not drown the machine.
        String forks = "i=0; while [ $i -lt 1500 ]; do (sleep 1000 &); i=$((i+1)); done";
        RunningProcess process = start(starter(true), "trap '' TERM; echo up; (" + forks + ") & " + forks, marks());
        up.await();

        assertThat(process.end(Duration.ZERO)).isTrue();
        assertThat(process.await().code()).isEqualTo(137);
    }

    @Test
    void anAttemptOfTheSameNameInAnotherEngineIsLeftAlone() throws Exception {
        RunningProcess ours = start(starter(true), "echo up; sleep 1000", marks("one engine"));
        RunningProcess theirs = start(starter(true), "sleep 1000", marks("another engine"));
        up.await();

        assertThat(ours.end(Duration.ZERO)).isTrue();

        assertThat(ProcessTable.startTicks(theirs.pid())).isEqualTo(theirs.startTicks());
        assertThat(theirs.end(Duration.ZERO)).isTrue();
    }

    @Test
    void endingWhatHasEndedDoesNothing() throws Exception {
        RunningProcess process = start(starter(true), "exit 5", marks());

        assertThat(process.await().code()).isEqualTo(5);
        assertThat(process.end(Duration.ZERO)).isTrue();
        assertThat(process.await().code()).isEqualTo(5);
    }

    @Test
    void theProcessLeadsItsOwnSession() throws Exception {
        RunningProcess process = start(starter(true), "echo up; sleep 1000", marks());
        up.await();

        assertThat(ProcessTable.find(process.pid())).get().returns(process.pid(), ProcessTable.Row::session);
        process.end(Duration.ZERO);
    }

    /** The child ran on, and nobody knew of it. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aProcessWhoseOutputNobodyCanReadIsEnded(boolean sessions) throws Exception {
        // Not in Thread.start: newer JDKs start the threads of a pool past that method.
        ThreadFactory scarce = task -> {
            throw new OutOfMemoryError("unable to create native thread");
        };
        Optional<Path> setsid = sessions ? LiveProcessStarter.findSetsid() : Optional.empty();
        ProcessStarter starter = new LiveProcessStarter(setsid, scarce);
        assertThatThrownBy(() -> start(starter, "sleep 1000 & exec sleep 1000", marks()))
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(new ProcessSweep().endMarked(ProcessSweep.ATTEMPT_MARK, attempt))
                .as("what was left over")
                .isZero();
    }

    @Test
    void aMissingFolderIsNamed() {
        ProcessRequest request =
                new ProcessRequest(List.of("true"), folder.resolve("none"), Map.of(), streams(), ProcessLimits.NONE);

        assertThatThrownBy(() -> new LiveProcessStarter().start(request))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none is no folder");
    }

    private ProcessStreams streams() {
        return ProcessStreams.merged((bytes, offset, length) -> {
            printed.accept(bytes, offset, length);
            up.countDown();
        });
    }

    private static ProcessStarter starter(boolean sessions) {
        return sessions ? new LiveProcessStarter() : new LiveProcessStarter(Optional.empty(), Thread::new);
    }

    private Map<String, String> marks() {
        return Map.of(ProcessSweep.ATTEMPT_MARK, attempt);
    }

    private Map<String, String> marks(String owner) {
        return Map.of(ProcessSweep.ATTEMPT_MARK, attempt, ProcessSweep.OWNER_MARK, owner);
    }

    private RunningProcess start(ProcessStarter starter, String script, Map<String, String> environment)
            throws IOException {
        return starter.start(
                new ProcessRequest(List.of("sh", "-c", script), folder, environment, streams(), ProcessLimits.NONE));
    }
}
