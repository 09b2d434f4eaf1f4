package dev.orchestration.core.soak;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.core.event.Registration;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.Task;
import dev.orchestration.tasks.orchestrator.Listening;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** What a busy host asks of an engine: sessions that come and go, work that completes, fails, is tried again and cancelled. */
final class Load {
    private static final int HOSTS = 4;
    /** A session's; so many that their queue is followed by another many times while slopes are taken. */
    private static final int PLAIN_TASKS = 20;

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Random seeds;
    private final AtomicLong heard = new AtomicLong();
    private final Map<WorkflowStatus, Integer> ended = new EnumMap<>(WorkflowStatus.class);

    Load(long seed) {
        seeds = new Random(seed);
    }

    /** A definition in which something of everything happens, in a folder. */
    static Path definition(Path folder) throws Exception {
        return Files.writeString(folder.resolve("busy.yaml"), """
                name: busy
                parameters: {fails: {type: boolean, default: false}}
                steps:
                  - {name: a, action: core.echo, parameters: {message: [1, 2, 3]}}
                  - {name: each, action: core.echo, for_each: "{{a.output}}", parameters: {message: "{{item}}"}, depends_on: [a]}
                  - {name: nap, action: core.sleep, parameters: {duration: 1ms}}
                  - {name: process, action: process.run, parameters: {command: ["true"]}, resources: [{resource_id: sys-compute, amount: 0.5}]}
                  - {name: flaky, action: host.flaky, retry: {max_retries: 2, initial: 1ms}, depends_on: [nap]}
                  - {name: bad, action: core.fail, run_if: parameters.fails, parameters: {message: "as asked"}, depends_on: [each]}
                """);
    }

    /** Fails every third time. */
    static Object flaky(Random random) {
        if (random.nextInt(3) == 0) {
            throw new IllegalStateException("this time it failed");
        }
        return "ok";
    }

    /** A round of several hosts at once; returns when all of it has ended. */
    void round(OrchestrationEngine engine) throws Exception {
        ExecutorService hosts = Executors.newFixedThreadPool(HOSTS);
        engine.schedules()
                .add(Schedule.named("soak")
                        .workflow("tick")
                        .every(Duration.ofSeconds(1))
                        .build());
        Listening listener = engine.listen((execution, events) -> {});
        Registration handler = engine.registerEventHandler("*", event -> heard.incrementAndGet());
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < HOSTS; i++) {
                long seed = seeds.nextLong();
                all.add(hosts.submit(() -> {
                    host(engine, new Random(seed));
                    return null;
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            listener.close();
            handler.close();
            engine.schedules().remove("soak");
            hosts.shutdownNow();
        }
    }

    private void host(OrchestrationEngine engine, Random random) throws Exception {
        OrchestrationMode[] modes = OrchestrationMode.values();
        for (int i = 0; i < 5; i++) {
            OrchestrationSession session = engine.createSession("soak", modes[random.nextInt(modes.length)]);
            List<WorkflowHandle> begun = new ArrayList<>();
            for (int k = 0; k < 4; k++) {
                Map<String, Object> parameters = Map.of("fails", random.nextInt(4) == 0);
                begun.add(engine.executeWorkflow("busy", parameters, session.id()));
            }
            for (int k = 0; k < PLAIN_TASKS; k++) {
                engine.executeTask(Task.of("echo", "core", "echo", Map.of("message", "once")), PATIENCE);
            }
            engine.resourceManager()
                    .tryAllocate(new ResourceId("sys-compute"), "soak", 0.1)
                    .ifPresent(allocation -> allocation.close());
            if (random.nextBoolean()) {
                begun.get(random.nextInt(begun.size())).cancel("soak", "to see what becomes of it");
            }
            if (random.nextInt(3) == 0) {
                engine.closeSession(session.id()); // cancels what still runs
            }
            for (WorkflowHandle each : begun) {
                count(each.await(PATIENCE));
            }
            engine.closeSession(session.id());
        }
    }

    private synchronized void count(WorkflowExecution execution) {
        ended.merge(execution.status(), 1, Integer::sum);
    }

    /** What a schedule runs. */
    static WorkflowDefinition tick() {
        return Workflow.define("tick").step("a", s -> s.action("core.noop")).build();
    }

    /** How many events handlers were told of. */
    long heard() {
        return heard.get();
    }

    /** Executions by how they ended. */
    synchronized Map<WorkflowStatus, Integer> ended() {
        return new EnumMap<>(ended);
    }
}
