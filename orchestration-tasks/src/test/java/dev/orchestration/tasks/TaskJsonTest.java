package dev.orchestration.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.Durations;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TaskJsonTest {
    private static final Task FULL = Task.named("resize \"it\"", "image", "resize")
            .id("t/1")
            .parameters(Map.of("size", 3, "deep", List.of(Map.of())))
            .priority(TaskPriority.HIGH)
            .after(new TaskId("a"), new TaskId("b"), new TaskId("a"))
            .resource("gpu-0", 0.5)
            .resource(ResourceType.LOCK, 1)
            .timeout(Duration.ofMillis(1_500))
            .heartbeatTimeout(Duration.ofSeconds(30))
            .maxRetries(7)
            .retryOn(ErrorKind.TIMEOUT, ErrorKind.EXTERNAL)
            .onInterrupt(OnInterrupt.MANUAL)
            .estimate(Duration.ofNanos(1))
            .metadata(Map.of("owner", "me"))
            .build();

    @SuppressWarnings("unchecked")
    private static Task throughText(Task task) {
        return TaskJson.read((Map<String, Object>) Json.read(Json.write(TaskJson.write(task))));
    }

    @Test
    void aTaskComesBackEqual() {
        assertThat(throughText(FULL)).isEqualTo(FULL);
        Task small = Task.of("a", "core", "noop", Map.of());
        assertThat(throughText(small)).isEqualTo(small);
    }

    @Test
    void theDefaultsAreThoseOfTheSpecification() {
        Task task = Task.of("a", "core", "noop", Map.of());
        assertThat(task.priority()).isEqualTo(TaskPriority.NORMAL);
        assertThat(task.retry()).isEqualTo(RetryPolicy.of(3));
        assertThat(task.retry().initial()).isEqualTo(Duration.ofSeconds(1));
        assertThat(task.onInterrupt()).isEqualTo(OnInterrupt.RERUN);
        assertThat(task.timeout()).isNull();
    }

    /** A later version may have other defaults; what was accepted goes as it was accepted. */
    @Test
    void whatDecidesIsWrittenEvenWhereItIsTheDefault() {
        assertThat(TaskJson.write(Task.of("a", "core", "noop", Map.of())))
                .containsOnlyKeys("name", "module", "action", "priority", "retry", "on_interrupt");
        assertThat(TaskJson.write(FULL))
                .containsEntry("dependencies", List.of("a", "b"))
                .containsEntry("timeout", "PT1.5S")
                .containsEntry(
                        "resources",
                        List.of(
                                Map.of("resource_id", "gpu-0", "amount", 0.5),
                                Map.of("resource_type", "lock", "amount", 1.0)));
    }

    @Test
    void whatIsNoTaskIsRefused() {
        assertThatThrownBy(() -> TaskJson.read(Map.of("name", "a"))).hasMessageContaining("has no text 'module'");
        assertThatThrownBy(() -> Task.of(" ", "a", "b", Map.of())).hasMessageContaining("blank");
        assertThatThrownBy(() -> new TaskId("a\nb")).hasMessageContaining("control characters");
        assertThatThrownBy(() -> Task.named("a", "b", "c").resource("x", 0).build())
                .hasMessageContaining("positive");
        assertThatThrownBy(
                        () -> Task.named("a", "b", "c").timeout(Duration.ZERO).build())
                .hasMessageContaining("longer than nothing");
        assertThatThrownBy(() -> Task.named("a", "b", "c").maxRetries(-1)).hasMessageContaining("at least 0 retries");
    }

    /** It was accepted, and overflowed in the loop, which failed of it, or refused every task that came later. */
    @Test
    void noDurationOfATaskIsLongerThanAHundredYears() {
        Duration tooLong = Durations.MAX.plusNanos(1);
        refusedAsTooLong(Task.named("a", "b", "c").timeout(tooLong));
        refusedAsTooLong(Task.named("a", "b", "c").heartbeatTimeout(tooLong));
        refusedAsTooLong(Task.named("a", "b", "c").estimate(tooLong));
        Task longest = Task.named("a", "b", "c").timeout(Durations.MAX).build();
        assertThat(TaskJson.read(TaskJson.write(longest))).isEqualTo(longest);
    }

    private static void refusedAsTooLong(TaskBuilder task) {
        assertThatThrownBy(task::build).hasMessageContaining("at most 36525 days");
    }
}
