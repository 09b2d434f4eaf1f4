package dev.orchestration.workflow.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParallelFormTest {
    private static final Map<String, String> NOOP = Map.of("name", "a", "module", "core", "action", "noop");

    @Test
    void aTaskMaySayWhatItNeedsAndHowLongItMayTake() {
        ParallelWorkflow read = ParallelWorkflow.fromMap(Map.of(
                "tasks",
                List.of(
                        NOOP,
                        Map.of(
                                "name",
                                "b",
                                "module",
                                "core",
                                "action",
                                "echo",
                                "parameters",
                                Map.of("message", 1),
                                "dependencies",
                                List.of("a"),
                                "timeout",
                                2))));
        assertThat(read.tasks().get(0).timeout()).isNull();
        assertThat(read.tasks().get(1).timeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(read.tasks().get(1).dependencies()).containsExactly("a");
        assertThat(read.tasks().get(1).parameters()).isEqualTo(Map.of("message", 1L));
        assertThat(read.maxParallel()).isEqualTo(ParallelSettings.DEFAULT_WORKERS);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        assertThatThrownBy(() -> ParallelWorkflow.fromMap(Map.of(
                        "tasks",
                        List.of("x", Map.of("name", "a", "modul", "core", "action", "noop"), task("timeout", "soon")),
                        "dependencies",
                        Map.of("a", "b"),
                        "max_parallel",
                        0)))
                .hasMessageContaining("tasks[0] must be a map")
                .hasMessageContaining("tasks[1] has an unknown key 'modul'; did you mean 'module'?")
                .hasMessageContaining("tasks[1] needs a text 'module'")
                .hasMessageContaining("tasks[2]: 'soon' is no duration")
                .hasMessageContaining("dependencies.a must be a list of names")
                .hasMessageContaining("'max_parallel' must be a whole number of at least 1, not '0'")
                .extracting("code")
                .isEqualTo(ErrorCode.BAD_PARAMETERS);
        assertThatThrownBy(() -> ParallelWorkflow.fromMap(Map.of())).hasMessageContaining("'tasks' must be a list");
    }

    private static Map<String, String> task(String key, String value) {
        return Map.of("name", "a", "module", "core", "action", "noop", key, value);
    }
}
