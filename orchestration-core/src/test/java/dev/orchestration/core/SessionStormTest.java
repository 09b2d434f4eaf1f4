package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.Resource;
import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads create sessions, run workflows in them and close them, all at once: P6 of the proof. */
@Timeout(120)
class SessionStormTest {
    private static final int THREADS = 64;
    private static final int ROUNDS = 6;
    private static final ResourceId GPU = new ResourceId("gpu");
    private static final String WORK = """
            {name: work, parameters: {s: {type: string}, most: {type: integer}}, steps: [
              {name: a, action: t.work, resources: [{resource_id: gpu, amount: 1}]},
              {name: b, action: t.work},
              {name: c, action: t.work, dependencies: [a], resources: [{resource_id: gpu, amount: 2}]}]}
            """;

    private final long seed =
            Long.getLong("orchestration.seed", ThreadLocalRandom.current().nextLong());
    private final Map<String, AtomicInteger> running = new ConcurrentHashMap<>();
    private final AtomicInteger gpus = new AtomicInteger();
    private final ConcurrentLinkedQueue<String> exceeded = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<OrchestrationSession> sessions = new ConcurrentLinkedQueue<>();

    private Object work(Map<String, Object> parameters, int amount) {
        String session = String.valueOf(parameters.get("s"));
        AtomicInteger here = running.computeIfAbsent(session, key -> new AtomicInteger());
        int most = ((Number) parameters.get("most")).intValue();
        if (here.incrementAndGet() > most) {
            exceeded.add("session " + session + " runs more than " + most);
        }
        if (gpus.addAndGet(amount) > 8) {
            exceeded.add("more than 8 gpus are in use");
        }
        for (int i = 0; i < 1_000; i++) {
            Thread.onSpinWait();
        }
        gpus.addAndGet(-amount);
        here.decrementAndGet();
        return null;
    }

    @Test
    void limitsAreNeverExceededAndEverythingIsFreedWhateverSixtyFourThreadsDo() throws Exception {
        System.out.println("SessionStormTest seed " + seed);
        try (var engine = OrchestrationEngine.builder()
                .workers(16)
                .action("t", "work", ctx -> work(ctx.parameters(), gpusOf(ctx.step())))
                .build()) {
            engine.resourceManager().register(new Resource(GPU, ResourceType.COMPUTE, 8));
            String text = WORK.replace("action: t.work", "action: t.work, parameters: {s: '{{s}}', most: '{{most}}'}");
            engine.workflowManager().createWorkflow(new Definitions().parse(text, "work"));
            var pool = Executors.newFixedThreadPool(THREADS);
            try {
                CyclicBarrier together = new CyclicBarrier(THREADS);
                List<Future<Object>> all = new ArrayList<>();
                for (int thread = 0; thread < THREADS; thread++) {
                    Random random = new Random(seed + thread);
                    all.add(pool.submit(() -> {
                        together.await();
                        for (int round = 0; round < ROUNDS; round++) {
                            round(engine, random);
                        }
                        return null;
                    }));
                }
                for (Future<Object> each : all) {
                    each.get();
                }
            } finally {
                pool.shutdownNow();
            }
            assertThat(exceeded).isEmpty();
            assertThat(engine.sessions()).isEmpty();
            assertThat(sessions)
                    .allSatisfy(each -> assertThat(
                                    engine.session(each.id()).orElseThrow().status())
                            .isEqualTo(SessionStatus.COMPLETED));
            assertThat(engine.resourceManager().allocations()).isEmpty();
            assertThat(engine.resourceManager().usage(GPU).available()).isEqualTo(8);
            assertThat(gpus).hasValue(0);
        }
    }

    /** Whoever sees a session may close it, also while it begins. */
    @Test
    void aSessionThatStrangersCloseWhileItBeginsLeavesNothing() throws Exception {
        try (var engine = OrchestrationEngine.builder().workers(2).build()) {
            engine.resourceManager().register(new Resource(GPU, ResourceType.COMPUTE, 8));
            AtomicBoolean over = new AtomicBoolean();
            var pool = Executors.newFixedThreadPool(4);
            try {
                List<Future<Object>> makers = new ArrayList<>();
                List<Future<Object>> strangers = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                    strangers.add(pool.submit(() -> {
                        while (!over.get()) {
                            engine.sessions().forEach(each -> engine.closeSession(each.id()));
                        }
                        return null;
                    }));
                    makers.add(pool.submit(() -> {
                        for (int round = 0; round < 1_000; round++) {
                            sessions.add(
                                    engine.newSession("s").require("gpu", 3).create());
                        }
                        return null;
                    }));
                }
                for (Future<Object> each : makers) {
                    each.get();
                }
                over.set(true);
                for (Future<Object> each : strangers) {
                    each.get();
                }
            } finally {
                over.set(true);
                pool.shutdownNow();
            }
            sessions.forEach(each -> engine.closeSession(each.id()));
            assertThat(engine.sessions()).isEmpty();
            assertThat(engine.resourceManager().allocations()).isEmpty();
        }
    }

    private static int gpusOf(String step) {
        return switch (step) {
            case "a" -> 1;
            case "c" -> 2;
            default -> 0;
        };
    }

    private void round(OrchestrationEngine engine, Random random) {
        int most = 1 + random.nextInt(4);
        SessionBuilder said = engine.newSession("s" + random.nextInt(1_000))
                .mode(OrchestrationMode.values()[1 + random.nextInt(3)])
                .maxParallelTasks(most)
                .maxParallelWorkflows(1 + random.nextInt(3));
        if (random.nextBoolean()) {
            said.require("gpu", 1 + random.nextInt(3));
        }
        OrchestrationSession session = said.create();
        sessions.add(session);
        List<WorkflowHandle> begun = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            begun.add(engine.executeWorkflow("work", Map.of("s", session.id().value(), "most", most), session.id()));
        }
        boolean early = random.nextInt(3) == 0;
        if (!early && session.status() == SessionStatus.ACTIVE) {
            begun.forEach(each -> each.await(Duration.ofSeconds(60)));
        }
        engine.closeSession(session.id());
        begun.forEach(each -> each.await(Duration.ofSeconds(60)));
        try {
            engine.executeWorkflow("work", Map.of("s", "late", "most", 1), session.id());
            exceeded.add("a closed session took another execution");
        } catch (OrchestrationException e) {
            // as it should be
        }
    }
}
