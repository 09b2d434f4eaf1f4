package dev.orchestration.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class ContextTest {
    private final ManualClock clock = new ManualClock(1_000);
    private final Context context = new Context(clock);

    @Test
    void aValueIsCopiedInAndCannotBeChangedFromOutside() {
        List<Object> rows = new ArrayList<>(List.of(1));
        context.set("report.rows", rows, "me");
        rows.add(2);
        assertThat(context.get("report.rows")).contains(new JsonValue(List.of(1L)));
        assertThatThrownBy(() -> context.toMap().clear()).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> context.snapshot().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void aStoredNullIsPresentAndARemovedKeyIsNot() {
        context.set("a", null, "me");
        assertThat(context.get("a")).contains(new JsonValue(null));
        assertThat(context.toMap()).containsEntry("a", null);
        assertThat(context.remove("a", "me")).isTrue();
        assertThat(context.remove("a", "me")).isFalse();
        assertThat(context.get("a")).isEmpty();
    }

    @Test
    void aRefusalNamesKeyAndJavaTypeAndChangesNothing() {
        context.set("day", 1, "me");
        assertThatThrownBy(() -> context.set("day", Map.of("x", Duration.ZERO), "me"))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_JSON))
                .hasMessageContaining("context key day.x")
                .hasMessageContaining("java.time.Duration");
        assertThat(context.get("day")).contains(new JsonValue(1L));
        assertThat(context.version()).isEqualTo(1);
    }

    @Test
    void settingAnEqualValueIsNoChange() {
        context.set("a", List.of(1, 0.5), "me");
        context.set("a", Arrays.asList(1L, 0.5f), "you");
        assertThat(context.history()).hasSize(1);
        assertThat(context.apply(new ContextWrite("a", null), "me", 5, null)).isTrue();
    }

    @Test
    void theHistorySaysWhoChangedWhatAndWhen() {
        context.set("a", 1, "me");
        clock.advance(Duration.ofMillis(1));
        context.apply(new ContextWrite("b", new JsonValue("x")), "count", 2_500, "count/1");
        context.remove("a", "you");
        JsonValue one = new JsonValue(1L);
        assertThat(context.history())
                .containsExactly(
                        new ContextChange("a", null, one, "me", 1_000, 1, null),
                        new ContextChange("b", null, new JsonValue("x"), "count", 2_500, 2, "count/1"),
                        new ContextChange("a", one, null, "you", 2_000, 3, null));
        assertThat(context.history("a")).extracting(ContextChange::version).containsExactly(1L, 3L);
        assertThat(context.version()).isEqualTo(3);
    }

    @Test
    void aSnapshotIsSharedUntilTheNextChangeAndKeepsItsValues() {
        context.set("b", 1, "me");
        context.set("a", 2, "me");
        Map<String, JsonValue> before = context.snapshot();
        assertThat(context.snapshot()).isSameAs(before);
        context.set("c", 3, "me");
        assertThat(before).containsOnlyKeys("b", "a");
        assertThat(context.snapshot().keySet()).containsExactly("b", "a", "c");
    }

    @Test
    void everySnapshotKeepsWhatWasThereWhenItWasTakenHoweverLateItIsRead() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<String, JsonValue> model = new HashMap<>();
        List<Map<String, JsonValue>> expected = new ArrayList<>();
        List<Map<String, JsonValue>> taken = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String key = "k" + random.nextInt(8);
            if (random.nextInt(4) == 0) {
                context.remove(key, "me");
                model.remove(key);
            } else {
                context.set(key, i, "me");
                model.put(key, new JsonValue((long) i));
            }
            expected.add(Map.copyOf(model));
            taken.add(context.snapshot());
        }
        for (int i = 0; i < taken.size(); i++) {
            Map<String, JsonValue> snapshot = taken.get(i);
            Map<String, JsonValue> then = expected.get(i);
            assertThat(then)
                    .as("seed " + seed)
                    .allSatisfy((key, value) -> assertThat(snapshot.get(key)).isEqualTo(value));
            assertThat(snapshot.containsKey("k0")).isEqualTo(then.containsKey("k0"));
            assertThat(snapshot).as("seed " + seed).isEqualTo(then);
        }
    }

    @Test
    void changesFromManyThreadsAreAllInTheHistoryInOrder() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int writer = 0; writer < 4; writer++) {
                String who = "w" + writer;
                writers.add(threads.submit(() -> write(who)));
            }
            for (Future<?> writer : writers) {
                writer.get();
            }
        } finally {
            threads.shutdownNow();
        }
        List<ContextChange> history = context.history();
        assertThat(history).hasSize(2_000);
        for (int i = 0; i < history.size(); i++) {
            assertThat(history.get(i).version()).isEqualTo(i + 1L);
            assertThat(history.get(i).before())
                    .isEqualTo(i == 0 ? null : history.get(i - 1).after());
        }
    }

    private void write(String who) {
        for (int i = 0; i < 500; i++) {
            context.set("shared", who + i, who);
        }
    }

    @Test
    void aBoundedHistoryKeepsTheNewestAndSnapshotsKeepWhatTheySaw() {
        Context bounded = new Context(clock, change -> {}, 3, () -> {});
        bounded.set("a", 1, "me");
        bounded.set("b", 1, "me");
        Map<String, JsonValue> before = bounded.snapshot();
        for (int i = 2; i <= 5; i++) {
            bounded.set("b", i, "me");
        }
        bounded.set("c", null, "me");
        assertThat(bounded.remove("c", "me")).isTrue();
        assertThat(before).isEqualTo(Map.of("a", new JsonValue(1L), "b", new JsonValue(1L)));
        assertThat(bounded.toMap()).isEqualTo(Map.of("a", 1L, "b", 5L));
        assertThat(bounded.get("c")).isEmpty();
        assertThat(bounded.version()).isEqualTo(8);
        assertThat(bounded.history()).extracting(ContextChange::version).containsExactly(6L, 7L, 8L);
        assertThat(bounded.historyAfter(2)).hasSize(3);
        assertThat(bounded.historyAfter(7)).extracting(ContextChange::key).containsExactly("c");
    }
}
