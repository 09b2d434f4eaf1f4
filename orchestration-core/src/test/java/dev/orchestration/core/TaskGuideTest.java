package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.ErrorKind;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.ExecutionStats;
import dev.orchestration.tasks.OnInterrupt;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.TaskId;
import dev.orchestration.tasks.TaskPriority;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Decorators;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What docs/tasks.md shows stands in this file, is run, and does what is said there. */
@Timeout(120)
class TaskGuideTest {
    private static final Path ROOT = Path.of(System.getProperty("orchestration.root"));
    private static final Duration SOON = Duration.ofSeconds(30);

    private final ConcurrentLinkedQueue<String> done = new ConcurrentLinkedQueue<>();

    @TempDir
    Path folder;

    private Object mail(Object to) {
        done.add("mail to " + to);
        return to;
    }

    private void copy(int file) throws IOException {
        if (done.stream().filter(("copy " + file)::equals).count() == 0 && file == 1) {
            done.add("copy " + file);
            throw new IOException("the disk hums");
        }
        done.add("copy " + file);
    }

    private void log(String step, Duration took) {
        done.add("timed " + step + " " + !took.isNegative());
    }

    @Test
    void aTaskIsSubmittedAndAwaited() {
        Path file = folder.resolve("state.db");
        try (var engine = OrchestrationEngine.builder()
                .store(file)
                .action("mail", "send", ctx -> mail(ctx.parameters().get("to")))
                .build()) {
            TaskId id = engine.submitTask(Task.of("welcome", "mail", "send", Map.of("to", "ann@example.org")));
            TaskResult sent = engine.taskOrchestrator().awaitTask(id, Duration.ofMinutes(1));
            TaskResult same =
                    engine.executeTask(Task.of("goodbye", "mail", "send", Map.of("to", "bob@example.org")), null);
            assertThat(sent.result()).isEqualTo("ann@example.org");
            assertThat(same.success()).isTrue();
        }
        assertThat(done).containsExactly("mail to ann@example.org", "mail to bob@example.org");
    }

    @Test
    void aDependencyMayComeLater() {
        try (var engine = OrchestrationEngine.builder().build()) {
            TaskId load = engine.submitTask(
                    Task.named("load", "core", "noop").id("load").build());
            engine.submitTask(Task.named("report", "core", "noop")
                    .id("report")
                    .after(load, new TaskId("check"))
                    .build());
            assertThat(engine.taskOrchestrator().getTaskStatus(new TaskId("report")))
                    .isEqualTo(TaskStatus.PENDING);
            engine.submitTask(
                    Task.named("check", "core", "noop").id("check").after(load).build());
            assertThat(engine.taskOrchestrator()
                            .awaitTask(new TaskId("report"), SOON)
                            .status())
                    .isEqualTo(TaskStatus.COMPLETED);
        }
    }

    @Test
    void aRetryPolicySaysWhenToTryAgain() {
        Task fetch = Task.named("fetch", "web", "fetch")
                .retry(new RetryPolicy(
                        5,
                        Duration.ofMillis(200),
                        3,
                        Duration.ofSeconds(30),
                        0.1,
                        Set.of(ErrorKind.EXTERNAL, ErrorKind.TIMEOUT)))
                .timeout(Duration.ofSeconds(20))
                .build();
        assertThat(fetch.retry().backoff(2, 0.5)).isEqualTo(Duration.ofMillis(600));
        assertThat(fetch.retry().allows(ErrorKind.USER, 1)).isFalse();
        assertThat(Task.of("plain", "core", "noop", Map.of()).retry()).isEqualTo(RetryPolicy.of(3));
    }

    @Test
    void anAttemptGoesOnWhereTheOneBeforeItStopped() {
        try (var engine = OrchestrationEngine.builder().build()) {
            engine.actions().register("copy", "files", ctx -> {
                int from = ctx.heartbeatDetails()
                        .map(done -> ((Number) done.raw()).intValue())
                        .orElse(0);
                for (int file = from; file < 3 && !ctx.cancelled(); file++) {
                    copy(file);
                    ctx.heartbeat(file + 1);
                }
                return null;
            });
            Task copying = Task.named("copy", "copy", "files")
                    .heartbeatTimeout(Duration.ofSeconds(30))
                    .build();
            assertThat(engine.executeTask(copying, SOON).attempts()).isEqualTo(2);
        }
        assertThat(done).containsExactly("copy 0", "copy 1", "copy 1", "copy 2");
    }

    @Test
    void decoratorsAreAroundWhatIsRegisteredLater() throws IOException {
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (var engine = OrchestrationEngine.builder().workers(2).build()) {
            engine.actions()
                    .decorate(
                            "mail",
                            "*",
                            10,
                            Decorators.timing(Clock.system(), timing -> log(timing.step(), timing.took())));
            engine.actions()
                    .decorate("*", "*", 20, Decorators.errorKinds(Map.of(IOException.class, ErrorKind.EXTERNAL)));
            engine.actions().register("mail", "send", ctx -> mail("all"));
            engine.executeTask(Task.named("news", "mail", "send").id("news").build(), SOON);
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            ExecutionStats stats = engine.taskOrchestrator().getExecutionStats();
            System.out.println(stats.count(TaskStatus.COMPLETED) + " done, " + stats.unfinished() + " to do, "
                    + stats.retries() + " retries, " + stats.busy() + " of " + stats.slots() + " workers busy");
        } finally {
            System.setOut(console);
        }
        assertThat(done).containsExactly("mail to all", "timed news true");
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .startsWith("1 done, 0 to do, 0 retries, 0 of 2 workers busy");
    }

    @Test
    void everySnippetOfTheGuideStandsInThisTest() throws IOException {
        String here = "orchestration-core/src/test/java/" + getClass().getName().replace('.', '/') + ".java";
        String test = squeezed(Files.readString(ROOT.resolve(here)));
        List<String> snippets = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide())
                .results()
                .map(match -> squeezed(match.group(1)))
                .toList();
        // The first one ends with a brace that closes what the test looks into before.
        assertThat(snippets)
                .hasSize(7)
                .allSatisfy(snippet -> assertThat(test).contains(snippet.replaceAll(";}$", ";")));
    }

    @Test
    void theGuideNamesEveryModeClassStatusAndDecision() throws IOException {
        Stream<String> names = Stream.of(
                        Arrays.stream(OrchestrationMode.values()).map(OrchestrationMode::wire),
                        Arrays.stream(TaskPriority.values()).map(TaskPriority::wire),
                        Arrays.stream(OnInterrupt.values()).map(OnInterrupt::name))
                .flatMap(each -> each);
        assertThat(names.map(name -> "`" + name + "`"))
                .allSatisfy(name -> assertThat(guide()).contains(name));
        assertThat(Decision.values()).hasSize(3);
    }

    private static String guide() throws IOException {
        return Files.readString(ROOT.resolve("docs/tasks.md"));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s", "");
    }
}
