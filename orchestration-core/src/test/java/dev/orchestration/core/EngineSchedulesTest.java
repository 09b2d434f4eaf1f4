package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.matcher.Matchers;
import com.google.inject.spi.ProvisionListener;
import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.core.schedule.Misfire;
import dev.orchestration.core.schedule.Overlap;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.orchestrator.World;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Schedules of an engine in a host, on a real store and in real time. */
@Timeout(300)
class EngineSchedulesTest {
    @TempDir
    Path folder;

    private final CountDownLatch twice = new CountDownLatch(2);
    private Path workflow;

    @BeforeEach
    void aWorkflow() throws Exception {
        workflow = Files.writeString(folder.resolve("w.yaml"), "name: w\nsteps: [{name: a, action: t.count}]\n");
    }

    private EngineBuilder host() {
        return OrchestrationEngine.builder()
                .store(folder.resolve("state.db"))
                .workflow(workflow)
                .action("t", "count", ctx -> {
                    twice.countDown();
                    return null;
                });
    }

    private static Schedule everySecond() {
        return Schedule.named("often")
                .workflow("w")
                .every(Duration.ofSeconds(1))
                .misfire(Misfire.ALL)
                .build();
    }

    @Test
    void anEngineFiresWhatIsAddedToIt() throws Exception {
        try (OrchestrationEngine engine = host().build()) {
            var unused = engine.schedules().add(everySecond());
            assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void handlersHearOfSchedules() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        CountDownLatch fired = new CountDownLatch(1);
        try (OrchestrationEngine engine = host().build()) {
            engine.registerEventHandler(ScheduleEvent.class, event -> {
                heard.add(event.type() + " " + event.schedule());
                if (event.execution() != null && event.time() != null) {
                    fired.countDown();
                }
            });
            var unused = engine.schedules().add(everySecond());
            assertThat(fired.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(heard).startsWith("schedule.created often", "schedule.fired often");
    }

    @Test
    void anEngineInMemoryFiresToo() throws Exception {
        try (OrchestrationEngine engine = OrchestrationEngine.builder()
                .workflow(workflow)
                .action("t", "count", ctx -> {
                    twice.countDown();
                    return null;
                })
                .build()) {
            var unused = engine.schedules().add(everySecond());
            assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** The first schedule that a host adds begins the engine. */
    @Test
    void whatWasDueWhileTheEngineBeganIsNotTakenForMissed() throws Exception {
        List<String> heard = Collections.synchronizedList(new ArrayList<>());
        Slow slow = new Slow();
        EngineSettings settings = EngineSettings.inMemory()
                .withClock(slow.clock)
                .withWorkflows(List.of(workflow))
                .withActions(List.of(actions -> actions.register("t", "count", ctx -> {
                    twice.countDown();
                    return null;
                })));
        Injector injector = Guice.createInjector(new OrchestrationModule(settings, slow::world));
        try (var engine = injector.getInstance(OrchestrationEngine.class)) {
            CountDownLatch fired = new CountDownLatch(2);
            engine.registerEventHandler(ScheduleEvent.class, event -> {
                heard.add(event.change());
                if (event.execution() != null) {
                    fired.countDown();
                }
            });
            var unused = engine.schedules()
                    .add(Schedule.named("s")
                            .workflow("w")
                            .every(Duration.ofSeconds(10))
                            .misfire(Misfire.SKIP)
                            .overlap(Overlap.PARALLEL)
                            .build());
            assertThat(fired.await(60, TimeUnit.SECONDS)).as("%s", heard).isTrue();
        }
        assertThat(heard).startsWith("created", "fired", "fired").doesNotContain("missed", "skipped");
    }

    /** By its clock an engine takes twenty seconds to begin. */
    private static final class Slow {
        private final AtomicLong ahead = new AtomicLong();
        private final Clock clock = new Clock() {
            @Override
            public long micros() {
                return Clock.system().micros() + ahead.get();
            }

            @Override
            public long nanos() {
                return Clock.system().nanos() + ahead.get() * 1_000;
            }
        };

        EngineWorld world(Lifetime lifetime) {
            EngineWorld real = new RealWorld(lifetime);
            return new EngineWorld() {
                @Override
                public Store open(EngineSettings settings) {
                    return real.open(settings);
                }

                @Override
                public World begin(EngineSettings settings, Store store) {
                    ahead.set(20_000_000);
                    return real.begin(settings, store);
                }

                @Override
                public Executor errands(EngineSettings settings) {
                    return real.errands(settings);
                }
            };
        }
    }

    @Test
    void anEngineThatWasToldToWorkFiresWhatAnotherProcessAdds() throws Exception {
        try (OrchestrationEngine engine = host().build()) {
            engine.start();
            try (Store beside = Stores.look(folder.resolve("state.db"))) {
                var unused = new ScheduleManager(beside.records(), Clock.system(), told -> {}, null).add(everySecond());
            }
            assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void anEngineThatLeavesAloneWhatIsRecordedHasNobodyWhoFires() {
        try (OrchestrationEngine engine = host().leaveRecordedTasks().build()) {
            engine.start();
            var unused = engine.schedules().add(everySecond());
            assertThat(engine.schedules().list()).hasSize(1);
            assertThat(twice.getCount()).isEqualTo(2);
        }
    }

    /** Whoever has no schedules does not pay for what keeps them. */
    @Test
    void withoutSchedulesNobodyWhoKeepsThemIsBuilt() {
        List<Class<?>> built = Collections.synchronizedList(new ArrayList<>());
        Injector injector = Guice.createInjector(
                new AbstractModule() {
                    @Override
                    protected void configure() {
                        bindListener(Matchers.any(), new ProvisionListener() {
                            @Override
                            public <T> void onProvision(ProvisionInvocation<T> provision) {
                                built.add(provision
                                        .getBinding()
                                        .getKey()
                                        .getTypeLiteral()
                                        .getRawType());
                            }
                        });
                    }
                },
                new OrchestrationModule(EngineSettings.inMemory()));
        try (var engine = injector.getInstance(OrchestrationEngine.class)) {
            engine.start();
            assertThat(built).contains(ScheduleOffice.class).doesNotContain(ScheduleManager.class);
            var unused = engine.schedules();
            assertThat(built).contains(ScheduleManager.class);
        }
    }

    @Test
    void aScheduleOfEarlierIsFiredByTheNextEngine() throws Exception {
        try (OrchestrationEngine engine = host().build()) {
            var unused = engine.schedules().add(everySecond());
        }
        try (OrchestrationEngine engine = host().build()) {
            engine.start();
            assertThat(twice.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void runsThatTheNextEngineGoesOnWithKeepTheLimitsOfTheirSchedule() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        try (OrchestrationEngine engine = host().action("t", "count", ctx -> {
                    begun.countDown();
                    new CountDownLatch(1).await();
                    return null;
                })
                .build()) {
            var unused = engine.schedules()
                    .add(Schedule.named("s")
                            .workflow("w")
                            .cron("0 0 * * *")
                            .zone(ZoneOffset.UTC)
                            .maxParallelTasks(1)
                            .build());
            Instant now = Instant.now();
            assertThat(engine.schedules().backfill("s", now.minus(Duration.ofDays(9)), now))
                    .hasSizeGreaterThan(7);
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch done = new CountDownLatch(8);
        try (OrchestrationEngine engine = host().workers(8)
                .action("t", "count", ctx -> {
                    most.accumulateAndGet(running.incrementAndGet(), Math::max);
                    for (int i = 0; i < 100_000; i++) {
                        Thread.onSpinWait();
                    }
                    running.decrementAndGet();
                    done.countDown();
                    return null;
                })
                .build()) {
            engine.start();
            assertThat(done.await(60, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(most).hasValue(1);
    }
}
