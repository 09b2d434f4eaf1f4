package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ManualClock;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.secret.SecretSource;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowExecution;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The output of a step with {@code cache} is used again exactly where nothing differs on which it depends. */
@Timeout(120)
class CacheTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SECRET = "hunter2-hunter2";

    @TempDir
    Path folder;

    private final ManualClock clock = new ManualClock(1_700_000_000_000_000L);
    private final AtomicInteger done = new AtomicInteger();
    private volatile boolean fails;
    private OrchestrationEngine engine;

    @BeforeEach
    void open() {
        open(true);
    }

    private void open(boolean durable) {
        EngineBuilder builder = OrchestrationEngine.builder()
                .clock(clock)
                .directory(new WorkingDirectory(folder, List.of()))
                .secrets(SecretSource.of(Map.of("ORCHESTRATION_SECRET_TOKEN", SECRET), folder.toString()))
                .action("t", "work", ctx -> {
                    int now = done.incrementAndGet();
                    if (fails) {
                        throw new IllegalStateException("broken");
                    }
                    Object size = ctx.parameters().get("size");
                    return size == null ? "work " + now : String.valueOf(now).repeat(((Number) size).intValue());
                })
                .action("t", "writes", ctx -> {
                    ctx.context().set("own", done.incrementAndGet());
                    return "written";
                });
        engine = (durable ? builder.store(folder.resolve("state.db")) : builder).build();
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private WorkflowExecution run(String step, Map<String, ?> parameters, boolean fresh) {
        String text = "{name: w, parameters: {day: {type: string, default: monday}, n: {type: integer, default: 0}},"
                + " steps: [" + step + "]}";
        var definition = new Definitions().parse(text, "w.yaml");
        Launch launch = engine.launch(engine.createSession("s", OrchestrationMode.PARALLEL));
        return engine.workflowManager()
                .executeWorkflow(definition, parameters, launch.withFresh(fresh))
                .await(PATIENCE);
    }

    private TaskResult step(String step, Map<String, ?> parameters) {
        return run(step, parameters, false).stepResults().get("a");
    }

    private TaskResult step(String step) {
        return step(step, Map.of());
    }

    @Test
    void whatIsTheSameIsDoneOnce() {
        String step = "{name: a, action: t.work, cache: {key: ['{{day}}']}, sets: {seen: '{{output}} of {{n}}'}}";
        WorkflowExecution first = run(step, Map.of(), false);
        WorkflowExecution second = run(step, Map.of("n", 0), false);
        TaskResult again = second.stepResults().get("a");
        assertThat(done).hasValue(1);
        assertThat(again.result()).isEqualTo("work 1");
        assertThat(again.cachedFrom()).isEqualTo(first.executionId().value());
        assertThat(first.stepResults().get("a").cachedFrom()).isNull();
        assertThat(second.context()).containsEntry("seen", "work 1 of 0");
    }

    @Test
    void whoeverDoesAllWorkAnewHasTheWorkflowsDoSoThatItsStepsRun() throws Exception {
        Files.writeString(
                folder.resolve("inner.yaml"), "{name: inner, steps: [{name: b, action: t.work, cache: {key: [x]}}]}");
        String step = "{name: a, action: workflow.run, parameters: {workflow: inner.yaml}}";
        run(step, Map.of(), false);
        assertThat(run(step, Map.of(), false).status()).isEqualTo(WorkflowStatus.COMPLETED);
        assertThat(done).hasValue(1);
        run(step, Map.of(), true);
        assertThat(done).hasValue(2);
    }

    @Test
    void whateverDiffersIsDone() {
        String step = "{name: a, action: t.work, parameters: {p: '{{n}}'}, cache: {key: ['{{day}}']}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        assertThat(step(step, Map.of("day", "tuesday")).result()).isEqualTo("work 2");
        assertThat(step(step.replace("name: a,", "name: a, timeout: 1m,")).result())
                .as("what the output does not depend on")
                .isEqualTo("work 1");
        assertThat(step(step.replace("'{{n}}'", "other")).result()).isEqualTo("work 3");
        assertThat(run(step.replace("name: a", "name: b"), Map.of(), false)
                        .stepResults()
                        .get("b")
                        .result())
                .isEqualTo("work 4");
    }

    @Test
    void anotherEngineOnTheStoreKnowsIt() {
        String step = "{name: a, action: t.work, cache: {}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        engine.close();
        open(true);
        assertThat(step(step).result()).isEqualTo("work 1");
    }

    @Test
    void anEngineInMemoryKnowsItToo() {
        engine.close();
        open(false);
        String step = "{name: a, action: t.work, cache: {}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        assertThat(step(step).result()).isEqualTo("work 1");
    }

    @Test
    void whatIsTooOldIsDoneAnew() {
        String step = "{name: a, action: t.work, cache: {ttl: 1h}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        clock.advance(Duration.ofHours(1));
        assertThat(step(step).result()).isEqualTo("work 1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(step(step).result()).isEqualTo("work 2");
        clock.advance(Duration.ofMinutes(59));
        assertThat(step(step).result()).isEqualTo("work 2");
    }

    @Test
    void anEditOfAFileCounts() throws Exception {
        String step = "{name: a, action: t.work, cache: {files: ['data-{{day}}.csv']}}";
        Path data = folder.resolve("data-monday.csv");
        assertThat(step(step).result()).isEqualTo("work 1");
        Files.writeString(data, "1");
        assertThat(step(step).result()).isEqualTo("work 2");
        Files.writeString(data, "2");
        assertThat(step(step).result()).isEqualTo("work 3");
        Files.writeString(data, "1");
        assertThat(step(step).result()).isEqualTo("work 2");
        Files.delete(data);
        assertThat(step(step).result()).isEqualTo("work 1");
    }

    @Test
    void aFolderIsRefused() {
        TaskResult refused = step("{name: a, action: t.work, cache: {files: ['.']}}");
        assertThat(refused.error().message()).contains(". is a folder; name the files in it");
        assertThat(done).hasValue(0);
    }

    @Test
    void aFailureIsNotKept() {
        String step = "{name: a, action: t.work, cache: {}}";
        fails = true;
        assertThat(step(step).error()).isNotNull();
        fails = false;
        assertThat(step(step).result()).isEqualTo("work 2");
    }

    @Test
    void whatDoesNotMeetTheCriteriaIsNeitherKeptNorUsed() throws Exception {
        String step = "{name: a, action: t.work, cache: {}, success: {files_exist: [made.txt]}}";
        assertThat(step(step).error()).isNotNull();
        Files.writeString(folder.resolve("made.txt"), "made");
        assertThat(step(step).result()).isEqualTo("work 2");
        assertThat(step(step).result()).isEqualTo("work 2");
        Files.delete(folder.resolve("made.txt"));
        assertThat(step(step).error()).isNotNull();
        assertThat(done).hasValue(3);
    }

    @Test
    void whatAnActionWroteByItselfIsWrittenAgain() {
        String step = "{name: a, action: t.writes, cache: {}}";
        assertThat(step(step).cachedFrom()).isNull();
        assertThat(step(step).cachedFrom()).isNull();
        assertThat(done).hasValue(2);
    }

    @Test
    void eachElementIsKeptForItself() {
        String step = "{name: a, action: t.work, for_each: {items: [x, y, x], max_parallel: 1}, cache: {}}";
        assertThat(step(step).result()).isEqualTo(List.of("work 1", "work 2", "work 1"));
        assertThat(step(step.replace("x, y, x", "y, z")).result()).isEqualTo(List.of("work 2", "work 3"));
    }

    @Test
    void aLargeOutputIsUsedAgainAlsoWhenWhoseItWasIsGone() {
        String step = "{name: a, action: t.work, parameters: {size: 300000}, cache: {}}";
        assertThat((String) step(step).result()).hasSize(300_000);
        assertThat((String) step(step).result()).hasSize(300_000);
        assertThat(done).hasValue(1);
    }

    @Test
    void whoWantsAllDoneHasItDoneAndKept() {
        String step = "{name: a, action: t.work, cache: {}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        assertThat(run(step, Map.of(), true).stepResults().get("a").result()).isEqualTo("work 2");
        assertThat(step(step).result()).isEqualTo("work 2");
    }

    @Test
    void aRetryUsesWhatWasKept() {
        String steps = "{name: a, action: t.work, cache: {}}, {name: b, action: core.fail, dependencies: [a]}";
        assertThat(run(steps, Map.of(), false).status()).isEqualTo(WorkflowStatus.FAILED);
        assertThat(run(steps, Map.of(), false).stepResults().get("a").cachedFrom())
                .isNotNull();
        assertThat(done).hasValue(1);
    }

    @Test
    void aSecretCountsByItsNameAndIsNowhere() throws Exception {
        String step = "{name: a, action: t.work, parameters: {token: '{{secret.TOKEN}}'}, cache: {}}";
        assertThat(step(step).result()).isEqualTo("work 1");
        assertThat(step(step).result()).isEqualTo("work 1");
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(SECRET);
            }
        }
    }
}
