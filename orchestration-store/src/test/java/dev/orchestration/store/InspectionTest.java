package dev.orchestration.store;

import static dev.orchestration.store.Records.RUN;
import static dev.orchestration.store.Records.T0;
import static dev.orchestration.store.Records.commit;
import static dev.orchestration.store.Records.ended;
import static dev.orchestration.store.Records.large;
import static dev.orchestration.store.Records.own;
import static dev.orchestration.store.Records.started;
import static dev.orchestration.store.Records.upkeep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.journal.Store;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is sound has no faults; each damage is one, with its place. */
class InspectionTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void aSoundStore() {
        file = folder.resolve("state.db");
        try (Store store = own(file)) {
            store.journal().append(Records.created(RUN));
            store.journal().append(commit(RUN, 2, 2, started(0), started(1)));
            store.journal().append(commit(RUN, 3, 4, started(2)));
            store.journal()
                    .append(ended(new ExecutionId("run2"), T0, store.outputs().keep(large("x"))));
        }
    }

    private List<StoreFault> afterwards(String sql) throws Exception {
        Records.change(file, sql);
        return upkeep(file).check().faults();
    }

    private static void assertOnly(List<StoreFault> faults, String place, String message) {
        assertThat(faults).singleElement().satisfies(fault -> {
            assertThat(fault.place()).startsWith(place);
            assertThat(fault.message()).contains(message);
        });
    }

    @Test
    void aSoundStoreHasNoFaultsAlsoWhileItsOwnerWorks() {
        assertThat(upkeep(file).check()).isEqualTo(new Inspected(2, 4, FileTotal.NONE, List.of()));
        try (Store store = own(file)) {
            store.journal().append(commit(RUN, 4, 5, started(3)));
            assertThat(upkeep(file).check()).isEqualTo(new Inspected(2, 5, FileTotal.NONE, List.of()));
        }
    }

    @Test
    void aGapIsTold() throws Exception {
        assertOnly(
                afterwards("delete from journal where execution = 'run1' and commit_no = 2"),
                "execution run1",
                "the commits from 2 to 2 are missing");
    }

    @Test
    void anEventThatCannotBeReadIsTold() throws Exception {
        assertOnly(
                afterwards("update journal set events = '[{' where execution = 'run1' and commit_no = 3"),
                "execution run1",
                "commit 3 of execution run1 cannot be read");
    }

    @Test
    void eventsOutOfStepAreTold() throws Exception {
        assertOnly(
                afterwards("update journal set first_seq = 9 where execution = 'run1' and commit_no = 3"),
                "execution run1",
                "begins with event 9 instead of 4");
    }

    @Test
    void aListThatDiffersFromTheEventsIsTold() throws Exception {
        assertOnly(
                afterwards("update executions set status = 'failed' where id = 'run1'"),
                "execution run1",
                "but its events say");
    }

    @Test
    void commitsOfNobodyAndExecutionsWithoutCommitsAreTold() throws Exception {
        assertOnly(afterwards("delete from executions where id = 'run1'"), "execution run1", "in no list");
        assertThat(afterwards("delete from journal where execution = 'run2'"))
                .contains(new StoreFault("execution run2", "is in the list of executions, but has no commits"));
    }

    @Test
    void keysThatAreMissingOrThoseOfNobodyAreTold() throws Exception {
        try (Store store = own(file)) {
            store.journal().append(Records.requested(new ExecutionId("run3"), "order 7"));
        }
        assertThat(upkeep(file).check().faults()).isEmpty();
        assertOnly(afterwards("update requests set key = 'order 8'"), "execution run3", "the request key 'order 7'");
        assertThat(afterwards("update requests set execution = 'run4'"))
                .contains(new StoreFault("execution run4", "has a request key, but is in no list of executions"));
    }

    @Test
    void definitionsThatAreMissingOrChangedAreTold() throws Exception {
        assertOnly(afterwards("update definitions set json = '{ }'"), "definition sha256:", "not what its digest says");
        assertOnly(afterwards("delete from definitions"), "definition sha256:", "is missing");
    }

    @Test
    void outputsThatAreMissingOrDamagedOrNotNotedAreTold() throws Exception {
        Path output = new FileTree(folder.resolve("state.db.files")).children().get(0);
        Files.writeString(output, "{}");
        assertOnly(upkeep(file).check().faults(), "output sha256:", "is damaged");
        Files.delete(output);
        assertOnly(upkeep(file).check().faults(), "output sha256:", "is missing");
        assertOnly(afterwards("delete from outputs"), "execution run2", "not noted as needed");
    }

    @Test
    void damagedPagesAreToldAndTheRestIsLookedAt() throws Exception {
        Records.change(file, "vacuum");
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long page = Long.parseLong(
                    Records.ask(file, "select rootpage from sqlite_master where name = 'executions_newest'")
                            .get(0));
            bytes.seek((page - 1) * 4096);
            bytes.write(new byte[200]);
        }
        Inspected found = upkeep(file).check();
        assertThat(found.faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.place()).isEqualTo("file"));
        assertThat(found.executions()).isEqualTo(2);
    }
}
