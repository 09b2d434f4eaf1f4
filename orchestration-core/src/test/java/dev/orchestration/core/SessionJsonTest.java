package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.Context;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.OrchestrationMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionJsonTest {
    private static Context empty() {
        return new Context(new ManualClock(1));
    }

    private static OrchestrationSession session(SessionStatus status, Long ended, String reason) {
        Context context = empty();
        context.set("a.b", List.of(1L, "two", Map.of("three", 3.5)), "me");
        return new OrchestrationSession(
                new SessionId("s1"),
                "nightly \"ü\"",
                "of the night",
                "anna",
                OrchestrationMode.PRIORITY,
                8,
                3,
                Duration.ofSeconds(90, 1),
                Map.of(new ResourceId("gpu"), 1.5),
                Map.of("team", "x", "tags", List.of("y")),
                status,
                1_700_000_000_000_001L,
                ended,
                1_700_000_000_000_002L,
                ended,
                reason,
                context);
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void theRoundTripIsLossless(SessionStatus status) {
        OrchestrationSession whole = session(status, 1_700_000_000_000_003L, "why");
        OrchestrationSession bare = session(status, null, null);
        for (OrchestrationSession each : List.of(whole, bare)) {
            Context context = empty();
            OrchestrationSession back = SessionJson.read(SessionJson.write(each), context);
            assertThat(back)
                    .usingRecursiveComparison()
                    .ignoringFields("context")
                    .isEqualTo(each);
            assertThat(context.toMap()).isEqualTo(each.context().toMap());
            assertThat(SessionJson.write(back)).isEqualTo(SessionJson.write(each));
        }
    }

    private static void assertRefused(String written, String instead, String... words) {
        String text = SessionJson.write(session(SessionStatus.ACTIVE, null, null));
        assertThat(text).contains(written);
        assertThatThrownBy(() -> SessionJson.read(text.replace(written, instead), empty()))
                .hasMessageContainingAll(words)
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS));
    }

    @Test
    void anUnknownModeOrStatusIsAnErrorThatNamesTheLegalOnes() {
        assertRefused(
                "\"mode\":\"priority\"",
                "\"mode\":\"urgent\"",
                "mode: 'urgent' is not one of sequential, parallel, priority, resource_aware");
        assertRefused(
                "\"status\":\"active\"",
                "\"status\":\"open\"",
                "status: 'open' is not one of pending, active, completed, cancelled, failed");
    }

    @Test
    void aFieldOfTheWrongFormIsNamed() {
        assertRefused("\"max_parallel_tasks\":8", "\"max_parallel_tasks\":\"8\"", "max_parallel_tasks", "number");
        assertRefused("\"user_id\":\"anna\"", "\"user_id\":7", "user_id", "text, not 7");
        assertRefused("PT1M30.000000001S", "soon", "timeout", "'soon' is no duration");
        assertRefused("2023-11-14T22:13:20.000001Z", "once", "created_at", "'once' is no time");
    }
}
