package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ManualClock;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a step took in the last run tells the next one, also in another process, who has the longest path. */
class DurationsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ManualClock clock = new ManualClock(1_700_000_000_000_000L);
    private final List<String> order = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    private Object takes(ActionContext context, int seconds) {
        order.add(context.step());
        clock.advance(Duration.ofSeconds(seconds));
        return null;
    }

    private void run(Path file) {
        try (var engine = OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .workflow(file)
                .workers(1)
                .clock(clock)
                .action("t", "quick", context -> takes(context, 1))
                .action("t", "slow", context -> takes(context, 9))
                .build()) {
            var session = engine.createSession("s", OrchestrationMode.PRIORITY);
            engine.executeWorkflow("two", Map.of(), session.id()).await(PATIENCE);
        }
    }

    @Test
    void theSlowStepOfTheLastRunGoesFirstInTheNext() throws Exception {
        Path file = Files.writeString(folder.resolve("two.yaml"), """
                name: two
                steps:
                  - {name: quick, action: t.quick}
                  - {name: slow, action: t.slow}
                """);
        run(file);
        run(file);
        assertThat(order).containsExactly("quick", "slow", "slow", "quick");
    }
}
