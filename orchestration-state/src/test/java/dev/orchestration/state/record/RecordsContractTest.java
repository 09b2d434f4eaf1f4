package dev.orchestration.state.record;

import static dev.orchestration.state.record.Records.SCHEDULE;
import static dev.orchestration.state.record.Records.SESSION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.event.EventSamples;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store promises of the rows beside its executions. Each has one subclass, which says how to open an empty one. */
public abstract class RecordsContractTest {
    private static final long NOW = EventSamples.T0;

    private Records records;

    /** Of a new, empty store. */
    protected abstract Records open() throws Exception;

    @BeforeEach
    void openRecords() throws Exception {
        records = open();
    }

    private RecordRow row(String kind, String key) {
        return records.find(kind, key).orElseThrow();
    }

    @Test
    void whatIsAddedIsFoundAsItWas() {
        assertThat(records.revision()).isZero();
        assertThat(records.add(SESSION, "s1", "{\"name\":\"nächtlich \\\"1\\\"\"}", NOW))
                .isTrue();

        assertThat(records.find(SESSION, "s1"))
                .contains(new RecordRow(SESSION, "s1", "{\"name\":\"nächtlich \\\"1\\\"\"}", records.revision(), NOW));
        assertThat(records.find(SCHEDULE, "s1")).isEmpty();
        assertThat(records.find(SESSION, "S1")).isEmpty();
    }

    @Test
    void aKeyIsUniqueAmongThoseOfItsKind() {
        assertThat(records.add(SESSION, "a", "{\"n\":1}", NOW)).isTrue();
        long written = records.revision();

        assertThat(records.add(SESSION, "a", "{\"n\":2}", NOW)).isFalse();
        assertThat(row(SESSION, "a").json()).isEqualTo("{\"n\":1}");
        assertThat(records.revision()).as("nothing was written").isEqualTo(written);
        assertThat(records.add(SCHEDULE, "a", "{\"n\":3}", NOW)).isTrue();
    }

    @Test
    void allOfOneKindComeInTheOrderOfTheCharactersOfTheirKeys() {
        for (String key : List.of("b", "ä", "B", "a-1", "a1", "a")) {
            records.add(SESSION, key, "{}", NOW);
        }
        records.add(SCHEDULE, "c", "{}", NOW);

        assertThat(records.all(SESSION)).extracting(RecordRow::key).containsExactly("B", "a", "a-1", "a1", "b", "ä");
    }

    @Test
    void whatWasWrittenSinceIsNotReplacedUnseen() {
        records.add(SESSION, "a", "{\"n\":1}", NOW);
        RecordRow seen = row(SESSION, "a");

        assertThat(records.replace(seen, "{\"n\":2}", NOW + 1)).isTrue();
        assertThat(row(SESSION, "a").updatedAt()).isEqualTo(NOW + 1);
        assertThat(records.replace(seen, "{\"n\":3}", NOW + 2)).isFalse();
        assertThat(records.remove(seen)).isFalse();
        assertThat(row(SESSION, "a").json()).isEqualTo("{\"n\":2}");
        assertThat(records.remove(row(SESSION, "a"))).isTrue();
        assertThat(records.find(SESSION, "a")).isEmpty();
    }

    @Test
    void whatWasRemovedAndAddedAgainIsAnother() {
        records.add(SESSION, "a", "{}", NOW);
        RecordRow seen = row(SESSION, "a");
        records.remove(seen);
        assertThat(records.replace(seen, "{}", NOW)).isFalse();
        records.add(SESSION, "a", "{}", NOW);

        assertThat(records.replace(seen, "{}", NOW)).isFalse();
    }

    @Test
    void eachWriteMakesALaterRevisionAlsoARemoval() {
        List<Long> revisions = new ArrayList<>(List.of(records.revision()));
        records.add(SESSION, "a", "{}", NOW);
        revisions.add(records.revision());
        records.replace(row(SESSION, "a"), "{\"n\":1}", NOW);
        revisions.add(records.revision());
        records.remove(row(SESSION, "a"));
        revisions.add(records.revision());

        assertThat(revisions).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void theStampOfAKindIsAnotherAfterEachWriteOfItAndAfterNoneOfOthers() {
        List<KindStamp> stamps = new ArrayList<>(List.of(records.stamp(SESSION)));
        records.add(SESSION, "a", "{}", NOW);
        stamps.add(records.stamp(SESSION));
        records.add(SESSION, "b", "{}", NOW);
        stamps.add(records.stamp(SESSION));
        records.replace(row(SESSION, "a"), "{\"n\":1}", NOW);
        stamps.add(records.stamp(SESSION));
        records.remove(row(SESSION, "b"));
        stamps.add(records.stamp(SESSION));
        records.add(SESSION, "b", "{}", NOW);
        stamps.add(records.stamp(SESSION));
        assertThat(stamps).doesNotHaveDuplicates();

        records.add(Records.SCHEDULE, "a", "{}", NOW);
        assertThat(records.stamp(SESSION)).isEqualTo(stamps.get(stamps.size() - 1));
        assertThat(records.stamp(Records.WORKFLOW)).isEqualTo(new KindStamp(0, 0));
    }

    @Test
    void manyAreRemovedInOneGoExceptWhatWasWrittenSince() {
        for (String key : List.of("a", "b", "c", "d")) {
            records.add(SESSION, key, "{}", NOW);
        }
        List<RecordRow> seen = records.all(SESSION).subList(0, 3);
        records.replace(row(SESSION, "b"), "{\"n\":1}", NOW);
        long before = records.revision();

        assertThat(records.removeAll(seen)).isEqualTo(2);
        assertThat(records.all(SESSION)).extracting(RecordRow::key).containsExactly("b", "d");
        assertThat(records.revision()).isGreaterThan(before);
        long after = records.revision();
        assertThat(records.removeAll(seen)).isZero();
        assertThat(records.removeAll(List.of())).isZero();
        assertThat(records.revision()).as("nothing was written").isEqualTo(after);
    }

    @Test
    void ofManyWhoReplaceTheSameRowOneDoes() throws Exception {
        records.add(SESSION, "a", "{\"n\":0}", NOW);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            for (int round = 0; round < 5; round++) {
                RecordRow seen = row(SESSION, "a");
                List<Callable<Boolean>> writers = new ArrayList<>();
                for (int i = 0; i < 8; i++) {
                    String json = "{\"n\":" + i + "}";
                    writers.add(() -> records.replace(seen, json, NOW));
                }
                int won = 0;
                for (Future<Boolean> writer : threads.invokeAll(writers)) {
                    won += writer.get() ? 1 : 0;
                }
                assertThat(won).isEqualTo(1);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(Optional.of(records.revision())).contains(6L);
    }
}
