package dev.orchestration.tasks.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.Background;
import dev.orchestration.tasks.action.TestActionContext;
import dev.orchestration.tasks.process.ProcessTable;
import dev.orchestration.tasks.process.live.LiveProcessStarter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandActionTest {
    @TempDir
    Path root;

    private final Map<String, String> ours = new HashMap<>(System.getenv());

    @Test
    void aProgramGetsItsArgumentsAsTheyAre() throws Exception {
        var ctx = process(Map.of("command", List.of("printf", "%s|", "a b", "$HOME", "*", 7, true)));

        assertThat(run("process", ctx))
                .isEqualTo(Map.of("exit_code", 0L, "stdout", "a b|$HOME|*|7|true|", "stderr_tail", ""));
    }

    @Test
    void aShellCommandSeesBothStreamsApartAndTheLogSeesBoth() throws Exception {
        var ctx = shell("echo out; echo err >&2");

        assertThat(run("shell", ctx)).isEqualTo(Map.of("exit_code", 0L, "stdout", "out\n", "stderr_tail", "err\n"));
        assertThat(Files.readString(ctx.file().path())).contains("out\n").contains("err\n");
    }

    @Test
    void outputIsInTheLogWhileTheProcessStillRuns() throws Exception {
        var ctx = process(Map.of("command", List.of("sh", "-c", "echo first; sleep 1000")));
        var running = Background.run(() -> run("process", ctx));

        ctx.awaitOutput("first");
        assertThat(Files.readString(ctx.file().path())).isEqualTo("first\n");

        ctx.cancel();
        assertThatThrownBy(running::result).isInstanceOf(ActionFailedException.class);
    }

    @Test
    void aNonZeroExitFailsWithTheCodeAndTheLastLines() {
        assertFailure("shell", shell("seq 1 50; echo 'no such host' >&2; exit 3"))
                .returns("ProcessFailed", failure -> failure.failure().type())
                .returns(ErrorKind.EXTERNAL, failure -> failure.failure().kind())
                .hasMessageContaining("exit code 3")
                .hasMessageEndingWith("no such host");
    }

    @Test
    void whereNothingIsSaidOnStandardErrorTheLastLinesOfTheOutputTellWhy() {
        assertFailure("shell", shell("seq 1 50; exit 3"))
                .hasMessageContaining("exit code 3")
                .hasMessageContaining("50")
                .hasMessageNotContaining("30\n");
    }

    @Test
    void anExitCodeThatIsAcceptedIsNoFailure() throws Exception {
        var ctx = in(Map.of("command", "exit 3", "accept_exit_codes", List.of(0, 3)));

        assertThat(run("shell", ctx)).extracting("exit_code").isEqualTo(3L);
    }

    @Test
    void zeroIsAFailureWhereOnlyAnotherCodeIsAccepted() {
        assertFailure("shell", in(Map.of("command", "exit 0", "accept_exit_codes", List.of(1))))
                .hasMessageContaining("exit code 0 (accepted: [1])");
    }

    @Test
    void aDeathBySignalIsNamed() {
        assertFailure("shell", shell("kill -KILL $$")).hasMessageContaining("exit code 137, ended by SIGKILL");
    }

    @Test
    void lastLinesCannotObeyTheTerminal() {
        assertFailure("shell", shell("printf '\\033[31mred\\033]0;title\\007\\n'; exit 1"))
                .hasMessageEndingWith("last lines:\nred");
    }

    @Test
    void standardInputIsGivenAndThenEnds() throws Exception {
        assertThat(run("shell", in(Map.of("command", "wc -c", "stdin", "grüß"))))
                .extracting("stdout")
                .isEqualTo("6\n");
    }

    @Test
    void standardInputIsEmptyUnlessGiven() throws Exception {
        assertThat(run("shell", shell("wc -c"))).extracting("stdout").isEqualTo("0\n");
    }

    @Test
    void aProcessThatDoesNotReadItsInputIsNoFailure() throws Exception {
        var ctx = in(Map.of("command", "exec 0<&-; echo done", "stdin", "x".repeat(1 << 20)));

        assertThat(run("shell", ctx)).extracting("stdout").isEqualTo("done\n");
    }

    @Test
    void aProcessKnowsOfWhichSpanItIsPartUnlessItsStepSaysAnother() throws Exception {
        ours.put("TRACEPARENT", "of the engine's own process");
        String command = "printf '%s|%s' \"$TRACEPARENT\" \"$TRACESTATE\"";
        var plain = shell(command);
        var own = TestActionContext.in(root, Map.of("command", command, "env", Map.of("TRACEPARENT", "mine")));

        assertThat(run("shell", plain))
                .isEqualTo(Map.of("exit_code", 0L, "stdout", plain.traceparent() + "|", "stderr_tail", ""));
        assertThat(run("shell", own)).isEqualTo(Map.of("exit_code", 0L, "stdout", "mine|", "stderr_tail", ""));
    }

    @Test
    void onlyTheAllowedPartOfOurEnvironmentReachesAProcess() throws Exception {
        ours.putAll(Map.of("AWS_SECRET", "hush", "ORCHESTRATION_TOKEN", "hush", "LC_TIME", "C", "TZ", "UTC"));
        var ctx = in(Map.of("command", "env | sed 's/=.*//' | sort", "env", Map.of("MINE", 1)));

        assertThat(String.valueOf(((Map<?, ?>) run("shell", ctx)).get("stdout")).lines())
                .contains("LC_TIME", "TZ", "MINE", "PATH", "ORCHESTRATION_OWNER", "ORCHESTRATION_ATTEMPT")
                .contains("ORCHESTRATION_IDEMPOTENCY_KEY", "ORCHESTRATION_OUTPUT")
                .doesNotContain("AWS_SECRET", "ORCHESTRATION_TOKEN", "JAVA_HOME");
    }

    @Test
    void aStepMayNotForgeAMark() {
        assertFailure("shell", in(Map.of("command", "true", "env", Map.of("ORCHESTRATION_ATTEMPT", "x"))))
                .hasMessageContaining("ORCHESTRATION_ATTEMPT");
    }

    @Test
    void jsonInTheOutputFileIsTheOutput() throws Exception {
        assertThat(run("shell", shell("echo chatter; echo '{\"rows\": [1, 2.5]}' > \"$ORCHESTRATION_OUTPUT\"")))
                .isEqualTo(Map.of("rows", List.of(1L, 2.5)));
    }

    @Test
    void theOutputFileMayBeMovedIntoPlaceAndIsGoneAfterwards() throws Exception {
        var ctx = shell("echo \"\\\"$ORCHESTRATION_OUTPUT\\\"\" > $ORCHESTRATION_OUTPUT.new"
                + " && cp $ORCHESTRATION_OUTPUT.new $ORCHESTRATION_OUTPUT.old"
                + " && mv $ORCHESTRATION_OUTPUT.new $ORCHESTRATION_OUTPUT");

        Path file = Path.of(String.valueOf(run("shell", ctx)));

        assertThat(file.getParent())
                .isDirectoryNotContaining(path -> path.toString().startsWith(file.toString()));
        assertThat(Files.getPosixFilePermissions(file.getParent()))
                .as("of others nobody can open it")
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theFolderOfOutputFilesIsMadeAgainIfItWasRemoved() throws Exception {
        String tell = "echo \"\\\"$ORCHESTRATION_OUTPUT\\\"\" > $ORCHESTRATION_OUTPUT";
        Path before = Path.of(String.valueOf(run("shell", shell(tell))));
        Files.delete(before.getParent());
        Files.createDirectory(before.getParent());

        Path after = Path.of(String.valueOf(run("shell", shell(tell))));

        assertThat(after.getParent())
                .as("one that somebody else made is not used")
                .isNotEqualTo(before.getParent());
        Files.delete(before.getParent());
    }

    @Test
    void whatIsNoJsonInTheOutputFileIsAFailureThatSaysSo() {
        assertFailure("shell", shell("echo '{rows' > $ORCHESTRATION_OUTPUT"))
                .hasMessageContaining("ORCHESTRATION_OUTPUT is no JSON");
        assertFailure("shell", shell("mkfifo $ORCHESTRATION_OUTPUT")).hasMessageContaining("no regular file");
        assertFailure("shell", shell("truncate -s 70000000 $ORCHESTRATION_OUTPUT"))
                .hasMessageContaining("write it to a file");
    }

    @Test
    void aMissingProgramIsNamedWithWhereItWasLookedFor() {
        assertFailure("process", process(Map.of("command", List.of("no-such-program"))))
                .returns("ProcessNotStarted", failure -> failure.failure().type())
                .returns(ErrorKind.USER, failure -> failure.failure().kind())
                .hasMessageContaining("no-such-program")
                .hasMessageContaining("PATH (");
        assertFailure("shell", in(Map.of("command", "true", "shell", "./nosh"))).hasMessageContaining("./nosh");
    }

    @Test
    void theProgramIsLookedForInThePathOfTheStep() throws Exception {
        Path tool = Files.writeString(root.resolve("tool"), "#!/bin/sh\necho found\n");
        assertThat(tool.toFile().setExecutable(true)).isTrue();

        var ctx = process(Map.of("command", List.of("tool"), "env", Map.of("PATH", root.toString())));

        assertThat(run("process", ctx)).extracting("stdout").isEqualTo("found\n");
    }

    @Test
    void aProcessRunsInTheWorkingDirectoryOrBelow() throws Exception {
        Files.createDirectory(root.resolve("sub"));

        assertThat(run("shell", shell("pwd"))).extracting("stdout").isEqualTo(root.toRealPath() + "\n");
        assertThat(run("shell", in(Map.of("command", "pwd", "cwd", "sub"))))
                .extracting("stdout")
                .isEqualTo(root.toRealPath().resolve("sub") + "\n");
        assertFailure("shell", in(Map.of("command", "pwd", "cwd", "/"))).hasMessageContaining("--allow-path");
        assertFailure("shell", in(Map.of("command", "pwd", "cwd", "none"))).hasMessageContaining("is no folder");
    }

    @Test
    void aProcessIsNotedWithItsStartTime() throws Exception {
        var ctx = shell("cut -d' ' -f22 /proc/$$/stat");

        Object output = run("shell", ctx);

        assertThat(ctx.notedProcesses()).hasSize(1);
        long ticks = ctx.notedProcesses().values().iterator().next();
        assertThat(output).extracting("stdout").isEqualTo(ticks + "\n");
        assertThat(ticks)
                .isGreaterThan(ProcessTable.startTicks(ProcessHandle.current().pid()));
    }

    @Test
    void theLimitOfProcessorTimeIsHeldAndNamed() {
        var ctx = in(Map.of("command", "while :; do :; done", "limits", Map.of("cpu_seconds", 1)));

        assertFailure("shell", ctx).hasMessageContaining("reached its limit cpu_seconds: 1");
    }

    @Test
    void theLimitOfMemoryIsHeldAndNamed() {
        var ctx = in(
                Map.of("command", "dd if=/dev/zero of=/dev/null bs=300M count=1", "limits", Map.of("memory_mb", 100)));

        assertFailure("shell", ctx).hasMessageContaining("limit memory_mb: 100");
    }

    @Test
    void parametersOfAnotherTypeAreRefusedByName() {
        assertFailure("shell", in(Map.of("command", 7))).hasMessageContaining("'command' must be a text, but is 7");
        assertFailure("process", process(Map.of("command", List.of()))).hasMessageContaining("empty list");
        assertFailure("process", process(Map.of("command", List.of("a", List.of()))))
                .hasMessageContaining("command[1]");
        assertFailure("shell", in(Map.of("command", "true", "limits", Map.of("cpu_seconds", 0))))
                .hasMessageContaining("limits.cpu_seconds");
    }

    private TestActionContext shell(String command) {
        return in(Map.of("command", command));
    }

    private TestActionContext process(Map<String, ?> parameters) {
        return in(parameters);
    }

    private TestActionContext in(Map<String, ?> parameters) {
        return TestActionContext.in(root, parameters);
    }

    private Object run(String module, TestActionContext ctx) throws Exception {
        ActionRegistry registry = new ActionRegistry();
        new BuiltInActions(new LiveProcessStarter(), ours).registerActions(registry);
        return Objects.requireNonNull(
                registry.require(new ActionName(module, "run")).action().run(ctx));
    }

    private AbstractThrowableAssert<?, ActionFailedException> assertFailure(String module, TestActionContext ctx) {
        return assertThat(catchThrowableOfType(ActionFailedException.class, () -> run(module, ctx)));
    }
}
