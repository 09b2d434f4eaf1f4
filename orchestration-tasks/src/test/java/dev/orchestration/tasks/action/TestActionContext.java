package dev.orchestration.tasks.action;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Json;
import dev.orchestration.state.JsonValue;
import dev.orchestration.tasks.process.FileAttemptLog;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.tasks.secret.Masks;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** An attempt without an engine: parameters in, a real log file, and a cancel that a test pulls. */
public final class TestActionContext implements ActionContext {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String owner = UUID.randomUUID().toString();
    private final String attempt = UUID.randomUUID().toString();
    private final Map<String, Object> parameters;
    private final WorkingDirectory directory;
    private final FileAttemptLog file;
    private final AttemptContext context = new AttemptContext(Map.of());
    private final List<Runnable> hooks = new ArrayList<>();
    private final Map<Long, Long> noted = new LinkedHashMap<>();
    private Masks masks = Masks.NONE;
    private boolean cancelled;
    private int beats;

    private TestActionContext(Map<String, ?> parameters, WorkingDirectory directory) {
        this.parameters = Json.freezeMap(parameters, "parameters");
        this.directory = directory;
        this.file = new FileAttemptLog(directory.root().resolve("attempt-" + attempt + ".log"));
    }

    public static TestActionContext in(Path root, Map<String, ?> parameters) {
        return new TestActionContext(parameters, new WorkingDirectory(root, List.of()));
    }

    public static TestActionContext in(WorkingDirectory directory, Map<String, ?> parameters) {
        return new TestActionContext(parameters, directory);
    }

    /** What is hidden in this attempt. */
    public TestActionContext hiding(Masks secrets) {
        masks = secrets;
        return this;
    }

    /** Asks the attempt to end, as the engine does: the hooks run on another thread. Returns when they did. */
    public void cancel() {
        List<Runnable> called;
        synchronized (this) {
            cancelled = true;
            called = List.copyOf(hooks);
            hooks.clear();
        }
        // Not in the common pool, whose one thread, where there are two processors, may be that of the attempt.
        CompletableFuture.runAsync(() -> called.forEach(Runnable::run), task -> new Thread(task, "hooks").start())
                .join();
    }

    /** Waits until the attempt printed {@code text}. */
    public synchronized void awaitOutput(String text) throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!file.tail().contains(text)) {
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("'" + text + "' was not printed in time, only: " + file.tail());
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    /** What was recorded by {@link #noteProcess}: start ticks by pid. */
    public synchronized Map<Long, Long> notedProcesses() {
        return Map.copyOf(noted);
    }

    /** Kills what this attempt left running; tests expect 0. */
    public int killLeftovers() {
        return new ProcessSweep().endMarked(ProcessSweep.ATTEMPT_MARK, attempt);
    }

    public FileAttemptLog file() {
        return file;
    }

    @Override
    public Masks masks() {
        return masks;
    }

    @Override
    public Map<String, Object> parameters() {
        return parameters;
    }

    @Override
    public AttemptContext context() {
        return context;
    }

    @Override
    public ExecutionId execution() {
        return new ExecutionId("test");
    }

    @Override
    public String step() {
        return "step";
    }

    @Override
    public int attempt() {
        return 1;
    }

    @Override
    public Optional<Instant> deadline() {
        return Optional.empty();
    }

    @Override
    public synchronized boolean cancelled() {
        return cancelled;
    }

    @Override
    public void onCancel(Runnable hook) {
        synchronized (this) {
            if (!cancelled) {
                hooks.add(hook);
                return;
            }
        }
        hook.run();
    }

    @Override
    public synchronized void heartbeat() {
        beats++;
    }

    @Override
    public void heartbeat(Object details) {
        heartbeat();
    }

    @Override
    public Optional<JsonValue> heartbeatDetails() {
        return Optional.empty();
    }

    /** How many signs of life the attempt gave. */
    public synchronized int beats() {
        return beats;
    }

    @Override
    public void log(String line) {
        byte[] bytes = (Printable.line(line) + "\n").getBytes(StandardCharsets.UTF_8);
        output().write(bytes, 0, bytes.length);
    }

    @Override
    public AttemptLog output() {
        return new AttemptLog() {
            @Override
            public void write(byte[] bytes, int offset, int length) {
                synchronized (TestActionContext.this) {
                    file.write(bytes, offset, length);
                    TestActionContext.this.notifyAll();
                }
            }

            @Override
            public String tail() {
                return file.tail();
            }

            @Override
            public Path path() {
                return file.path();
            }
        };
    }

    @Override
    public WorkingDirectory directory() {
        return directory;
    }

    @Override
    public String idempotencyKey() {
        return "test/step";
    }

    @Override
    public Map<String, String> processMarks() {
        return Map.of(ProcessSweep.OWNER_MARK, owner, ProcessSweep.ATTEMPT_MARK, attempt);
    }

    @Override
    public synchronized void noteProcess(long pid, long pidStart) {
        noted.put(pid, pidStart);
    }
}
