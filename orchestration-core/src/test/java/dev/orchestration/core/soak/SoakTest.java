package dev.orchestration.core.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.EngineBuilder;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.store.Durability;
import dev.orchestration.store.StoreInfo;
import dev.orchestration.store.Upkeep;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hosts work with engines for a long time; afterwards the process has what it had before. One engine lives as long as the
 * soak and forgets nothing; others come and go on a store from which what has ended is pruned. A build soaks for a minute; the
 * campaign is {@code -Dorchestration.soak.seconds=1800}.
 */
@Tag("soak")
@Timeout(7_200)
class SoakTest {
    private static final long SECONDS = Long.getLong("orchestration.soak.seconds", 60);
    /** A shorter soak says nothing of slopes: the compiler and the collector have not settled. */
    private static final long SLOPES_FROM_SECONDS = 600;

    private static final Duration IDLE = Duration.ofSeconds(30);
    private static final double MOST_PERCENT_PER_MINUTE = 1;

    @TempDir
    Path folder;

    private final List<Vitals> measured = new ArrayList<>();

    @Test
    void afterLongWorkThreadsHandlesHeapAndStoreAreWhatTheyWere() throws Exception {
        long seed = Long.getLong("orchestration.soak.seed", new Random().nextLong());
        System.out.println("SoakTest: " + SECONDS + " s, seed " + seed);
        Path definition = Load.definition(folder);
        Load load = new Load(seed);
        Set<Thread> started = Vitals.liveThreads();
        soak(definition, load, 0); // what is loaded and opened once only
        assertThat(othersThan(started)).as("threads after the first engines").isEmpty();
        Vitals before = Vitals.now(0);

        measured.clear();
        soak(definition, load, SECONDS);
        Map<String, Double> slopes = slopes();

        assertThat(othersThan(started)).as("threads, seed %s", seed).isEmpty();
        Vitals after = Vitals.now(0);
        assertThat(after.handles()).as("open files, seed %s", seed).isEqualTo(before.handles());
        System.out.println("SoakTest: ended " + load.ended() + "; before " + before + "; after " + after);
        assertThat(load.ended().keySet())
                .as("all that can become of work came of some")
                .contains(WorkflowStatus.COMPLETED, WorkflowStatus.FAILED, WorkflowStatus.CANCELLED);
        assertThat(load.heard()).as("events that handlers were told of").isPositive();
        if (SECONDS >= SLOPES_FROM_SECONDS) {
            assertThat(slopes.values())
                    .as("%% a minute, seed %s", seed)
                    .allSatisfy(slope -> assertThat(slope).isLessThanOrEqualTo(MOST_PERCENT_PER_MINUTE));
        }
    }

    /** At least one round of each engine. */
    private void soak(Path definition, Load load, long seconds) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        long printed = System.nanoTime();
        Random luck = new Random(1);
        try (OrchestrationEngine lasting = engine(definition, folder.resolve("lasting.db"), luck)) {
            do {
                load.round(lasting);
                try (OrchestrationEngine passing = engine(definition, folder.resolve("passing.db"), luck)) {
                    load.round(passing);
                }
                try (OrchestrationEngine inMemory = engine(definition, null, luck)) {
                    load.round(inMemory);
                }
                measured.add(Vitals.now(liveBytesAfterPruning()));
                if (System.nanoTime() - printed > TimeUnit.MINUTES.toNanos(1)) {
                    printed = System.nanoTime();
                    System.out.println("SoakTest: " + measured.get(measured.size() - 1));
                }
            } while (System.nanoTime() - end < 0);
        }
    }

    /** @param store null for one in memory */
    private static OrchestrationEngine engine(Path definition, @Nullable Path store, Random luck) {
        EngineBuilder builder = OrchestrationEngine.builder()
                .durability(Durability.FAST)
                .workflow(definition)
                .action("host", "flaky", context -> Load.flaky(luck));
        OrchestrationEngine engine = (store == null ? builder : builder.store(store)).build();
        engine.workflowManager().createWorkflow(Load.tick());
        return engine;
    }

    private long liveBytesAfterPruning() {
        Upkeep upkeep = new Upkeep(folder.resolve("passing.db"), Clock.system(), IdSource.random(), fallen -> {});
        upkeep.prune(Clock.system().micros());
        StoreInfo info = upkeep.info();
        return info.bytes() - info.freeBytes();
    }

    /** The live threads but these, after as long as an idle one of ours may live. */
    private static List<String> othersThan(Set<Thread> expected) throws InterruptedException {
        for (Thread each : Vitals.liveThreads()) {
            if (!expected.contains(each) && each != Thread.currentThread()) {
                each.join(IDLE.toMillis());
            }
        }
        Set<Thread> left = Vitals.liveThreads();
        left.removeAll(expected);
        return left.stream()
                .map(each -> each + " at " + Arrays.toString(each.getStackTrace()))
                .toList();
    }

    /** How what was measured grew over the last half, in percent a minute; told as well. */
    private Map<String, Double> slopes() {
        List<Vitals> half = measured.subList(measured.size() / 2, measured.size());
        Map<String, Double> slopes = new LinkedHashMap<>();
        slopes.put("heap", Slope.percentPerMinute(half, Vitals::heap));
        slopes.put("threads", Slope.percentPerMinute(half, Vitals::threads));
        slopes.put("handles", Slope.percentPerMinute(half, Vitals::handles));
        slopes.put("store", Slope.percentPerMinute(half, Vitals::store));
        System.out.println(
                "SoakTest: slopes of the last half, % a minute: " + slopes + " of " + half.size() + " measurements");
        return slopes;
    }
}
