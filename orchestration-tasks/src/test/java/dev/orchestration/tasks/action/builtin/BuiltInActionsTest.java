package dev.orchestration.tasks.action.builtin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.tasks.action.ActionDescriptor;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TestActionContext;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BuiltInActionsTest {
    private final ActionRegistry registry = ActionRegistry.standard();

    @TempDir
    Path root;

    @Test
    void theStandardRegistryFindsThemAll() {
        assertThat(registry.names())
                .extracting(ActionName::toString)
                .containsExactly(
                        "core.echo",
                        "core.fail",
                        "core.noop",
                        "core.sleep",
                        "file.copy",
                        "file.exists",
                        "file.read",
                        "file.write",
                        "human.approve",
                        "process.run",
                        "shell.run",
                        "signal.wait",
                        "time.sleep",
                        "time.until",
                        "workflow.run");
    }

    @Test
    void eachSaysWhatItIsAndWhatItTakes() {
        for (ActionName name : registry.names()) {
            ActionDescriptor descriptor = registry.require(name).descriptor();
            assertThat(descriptor.description()).as(name.toString()).isNotBlank();
            assertThat(descriptor.parameters()).as(name.toString()).containsEntry("type", "object");
        }
    }

    @Test
    void onlyWaitingIsNoWork() {
        assertThat(registry.names())
                .filteredOn(name -> registry.require(name).descriptor().kind() == ActionKind.WAIT)
                .extracting(ActionName::toString)
                .containsExactly("core.sleep", "human.approve", "signal.wait", "time.sleep", "time.until");
    }

    @Test
    void echoReturnsAnyMessage() throws Exception {
        assertThat(run("echo", Map.of("message", List.of(1, "a")))).isEqualTo(List.of(1L, "a"));
        assertThat(run("noop", Map.of("anything", 1))).isNull();
    }

    @Test
    void failFailsAsItIsTold() {
        assertThat(failure("fail", Map.of("message", "out of paper", "kind", "resource")))
                .isEqualTo(new Failure("Failed", "out of paper", ErrorKind.RESOURCE));
        assertThat(failure("fail", Map.of()).kind()).isEqualTo(ErrorKind.EXTERNAL);
        assertThat(failure("fail", Map.of("kind", "odd")).message())
                .contains("'kind'")
                .contains("resource");
    }

    @Test
    void sleepChecksItsDuration() throws Exception {
        assertThat(run("sleep", Map.of("duration", "5m"))).isNull();
        assertThat(failure("sleep", Map.of("duration", "soon")).message()).contains("'soon' is no duration");
    }

    private @Nullable Object run(String action, Map<String, ?> parameters) throws Exception {
        return registry.require(new ActionName("core", action)).action().run(TestActionContext.in(root, parameters));
    }

    private Failure failure(String action, Map<String, ?> parameters) {
        return catchThrowableOfType(ActionFailedException.class, () -> run(action, parameters))
                .failure();
    }
}
