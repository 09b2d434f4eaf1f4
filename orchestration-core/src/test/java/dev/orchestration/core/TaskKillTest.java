package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a host's tasks are promised: an id that submitTask returned is a task that runs, whatever happens to the process. */
@Tag("child-jvm")
@Timeout(120)
class TaskKillTest {
    @TempDir
    Path folder;

    @Test
    void afterAKillEveryAcceptedTaskIsThereAndNothingThatWasCompletedRunsAgain() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("TaskKillTest: seed " + seed);
        int last;
        try (TaskChild child = TaskChild.start(folder)) {
            last = child.killAfter(1 + new Random(seed).nextInt(400));
        }
        Map<String, Long> before = ledger();
        Set<String> completed = completed();
        try (OrchestrationEngine engine = TaskChild.host(folder).build()) {
            assertThat(engine.taskOrchestrator().awaitCompletion(Duration.ofSeconds(60)))
                    .isTrue();
            for (int number = 0; number <= last; number++) {
                assertThat(engine.taskOrchestrator().getTaskStatus(new TaskId("t" + number)))
                        .isEqualTo(TaskStatus.COMPLETED);
            }
            int next = engine.taskOrchestrator().listTasks().size();
            assertThat(next).isBetween(last + 1, last + 2);
            assertThat(engine.executeTask(TaskChild.task(next), Duration.ofSeconds(60))
                            .success())
                    .isTrue();
        }
        Map<String, Long> after = ledger();
        assertThat(completed).allSatisfy(id -> assertThat(after.get(id)).isEqualTo(before.get(id)));
        assertThat(after.values())
                .as("one run, and one more if it was in flight")
                .allMatch(runs -> runs <= 2);
    }

    private Map<String, Long> ledger() throws IOException {
        Path file = folder.resolve("ledger");
        return Files.exists(file)
                ? Files.readAllLines(file).stream()
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                : Map.of();
    }

    private Set<String> completed() {
        try (var store = Stores.look(folder.resolve("state.db"))) {
            var events = store.archive().events(new ExecutionId("tasks-1"));
            Map<Integer, String> names = events.stream()
                    .filter(Event.TaskSubmitted.class::isInstance)
                    .map(Event.TaskSubmitted.class::cast)
                    .collect(Collectors.toMap(Event.TaskSubmitted::node, Event.TaskSubmitted::task));
            return events.stream()
                    .filter(event -> event instanceof Event.AttemptEnded e && e.next() == Next.COMPLETED)
                    .map(event ->
                            names.get(((Event.AttemptEnded) event).activation().node()))
                    .collect(Collectors.toSet());
        }
    }
}
