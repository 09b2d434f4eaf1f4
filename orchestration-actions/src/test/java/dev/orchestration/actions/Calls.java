package dev.orchestration.actions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.orchestration.state.Clock;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.action.TestActionContext;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** The actions of this module as an engine has them, called in one folder. */
final class Calls {
    private final Path folder;
    private final ActionRegistry registry = new ActionRegistry();

    private Calls(Path folder, NetworkSettings settings, Clock clock) {
        this.folder = folder;
        new NetworkActions(() -> settings, clock).registerActions(registry);
    }

    static Calls with(Path folder, NetworkSettings settings) {
        return new Calls(folder, settings, Clock.system());
    }

    static Calls with(Path folder, NetworkSettings settings, Clock clock) {
        return new Calls(folder, settings, clock);
    }

    /** With these places allowed. */
    static Calls allowing(Path folder, String... places) {
        return with(folder, NetworkSettings.usual().withHttpAllow(Set.of(places)));
    }

    TestActionContext attempt(Map<String, ?> parameters) {
        return TestActionContext.in(folder, parameters);
    }

    /** The output as it is recorded. */
    Map<?, ?> run(String action, TestActionContext attempt) throws Exception {
        int dot = action.indexOf('.');
        Object output = registry.require(new ActionName(action.substring(0, dot), action.substring(dot + 1)))
                .action()
                .run(attempt);
        return (Map<?, ?>) Json.freeze(output, "output");
    }

    Map<?, ?> http(Map<String, ?> parameters) throws Exception {
        return run("http.request", attempt(parameters));
    }

    Map<?, ?> chat(Map<String, ?> parameters) throws Exception {
        return run("llm.chat", attempt(parameters));
    }

    Failure httpFailure(Map<String, ?> parameters) {
        return failure("http.request", attempt(parameters));
    }

    Failure chatFailure(Map<String, ?> parameters) {
        return failure("llm.chat", attempt(parameters));
    }

    Failure failure(String action, TestActionContext attempt) {
        Throwable thrown = catchThrowable(() -> run(action, attempt));
        assertThat(thrown).isInstanceOf(ActionFailedException.class);
        return ((ActionFailedException) thrown).failure();
    }
}
