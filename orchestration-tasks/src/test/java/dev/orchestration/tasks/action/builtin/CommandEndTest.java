package dev.orchestration.tasks.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.Background;
import dev.orchestration.tasks.action.TestActionContext;
import dev.orchestration.tasks.process.FileAttemptLog;
import dev.orchestration.tasks.process.live.LiveProcessStarter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to real processes at cancel, at interruption, and when they leave something behind. */
final class CommandEndTest {
    /** Becomes an orphan in a session of its own and will not hear of SIGTERM; prints when it is ready. */
    private static final String STUBBORN_ORPHAN =
            "(setsid sh -c 'trap \"\" TERM HUP; echo ready; while :; do sleep 1; done' &); ";

    @TempDir
    Path root;

    @Test
    void cancelEndsAProcessThatHearsSigterm() throws Exception {
        var ctx = shell("trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        var running = Background.run(() -> run(ctx));
        ctx.awaitOutput("ready");

        ctx.cancel();

        assertThat(failureOf(running)).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ctx.file().tail()).contains("tidied");
        assertThat(ctx.killLeftovers()).isZero();
    }

    @Test
    void cancelEndsTheWholeTreeWithAnOrphanThatIgnoresSigterm() throws Exception {
        var ctx = shell(STUBBORN_ORPHAN + "sleep 1000 | sleep 1000");
        var running = Background.run(() -> run(ctx));
        ctx.awaitOutput("ready");

        ctx.cancel();

        assertThat(failureOf(running)).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ctx.killLeftovers()).isZero();
    }

    @Test
    void anInterruptedWorkerEndsTheTreeToo() throws Exception {
        var ctx = shell(STUBBORN_ORPHAN + "sleep 1000");
        var running = Background.run(() -> run(ctx));
        ctx.awaitOutput("ready");

        running.interrupt();

        assertThat(failureOf(running)).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ctx.killLeftovers()).isZero();
    }

    @Test
    void aCancelBeforeTheStartEndsTheProcessAtOnce() {
        var ctx = shell("sleep 1000");
        ctx.cancel();

        assertThat(failureOf(Background.run(() -> run(ctx)))).isEqualTo(ErrorKind.CANCELLED);
        assertThat(ctx.killLeftovers()).isZero();
    }

    @Test
    void anOrphanThatHoldsTheOutputDoesNotHoldTheAttempt() throws Exception {
        var ctx = shell("(setsid sh -c 'sleep 1000' &); echo done");

        assertThat(run(ctx)).extracting("stdout").isEqualTo("done\n");
        // Java may close the pipe with the process, before anybody sees that it is still held; then the orphan lives
        // on.
        boolean seen = ctx.file().tail().contains("left behind");
        assertThat(ctx.killLeftovers() == 0).isEqualTo(seen);
    }

    @Test
    void aProcessThatDetachedItsOutputMayLiveOn() throws Exception {
        var ctx = shell("sleep 1000 > /dev/null 2>&1 & echo done");

        assertThat(run(ctx)).extracting("stdout").isEqualTo("done\n");
        assertThat(ctx.killLeftovers()).isEqualTo(1);
    }

    @Test
    void seventyMegabytesOfOutputAreCappedAndCounted() throws Exception {
        long printed = 70L << 20;
        var ctx = shell("yes 0123456789abcde | head -c " + printed + "; echo the end");

        Map<?, ?> output = (Map<?, ?>) run(ctx);
        ctx.file().close();

        assertThat(String.valueOf(output.get("stdout"))).hasSize(64 << 10).startsWith("0123456789abcde\n");
        assertThat(output.get("stdout_cut")).isEqualTo(true);
        assertThat(ctx.file().tail()).endsWith("the end\n");
        assertThat(Files.size(ctx.file().path())).isBetween(FileAttemptLog.MAX_BYTES, FileAttemptLog.MAX_BYTES + 200);
        assertThat(ctx.file().dropped()).isEqualTo(printed + "the end\n".length() - FileAttemptLog.MAX_BYTES);
    }

    @Test
    void aLineWithoutEndCostsNoMemoryAndIsCut() throws Exception {
        var ctx = shell("head -c 50000000 /dev/zero | tr '\\0' x; echo; echo next");

        run(ctx);

        assertThat(Files.readString(ctx.file().path()))
                .hasSizeLessThan(70_000)
                .contains("[line cut: " + (50_000_000 - FileAttemptLog.MAX_LINE) + " bytes more]\nnext\n");
    }

    @Test
    void whatACommandPrintsIsASignOfLife() throws Exception {
        var ctx = shell("echo one; echo two >&2");
        run(ctx);
        assertThat(ctx.beats()).isBetween(1, 2);
        var silent = shell("true");
        run(silent);
        assertThat(silent.beats()).isZero();
    }

    private TestActionContext shell(String command) {
        return TestActionContext.in(root, Map.of("command", command));
    }

    private static Object run(TestActionContext ctx) throws Exception {
        return Objects.requireNonNull(
                new CommandAction(new LiveProcessStarter(), System.getenv(), CommandAction::shellCommand).run(ctx));
    }

    private static ErrorKind failureOf(Background<?> running) {
        return catchThrowableOfType(ActionFailedException.class, running::result)
                .failure()
                .kind();
    }
}
