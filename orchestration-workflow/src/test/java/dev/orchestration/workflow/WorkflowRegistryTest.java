package dev.orchestration.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.KindStamp;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.workflow.build.Workflow;
import dev.orchestration.workflow.catalog.KeptWorkflows;
import dev.orchestration.workflow.catalog.WorkflowFolder;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WorkflowRegistryTest {
    private final Between rows = new Between();
    private final WorkflowRegistry registry = new WorkflowRegistry(
            new Definitions(),
            WorkflowFolder.none(),
            KeptWorkflows.in(() -> rows, Clock.system(), (json, digest, name) -> {
                throw new IllegalStateException("nothing is kept from before");
            }));

    private static WorkflowDefinition version(String description) {
        return Workflow.define("report")
                .description(description)
                .step("s", s -> s.action("core.noop"))
                .build();
    }

    /** Between the row of one and its registering another came, so the store kept one workflow and the engine had the other. */
    @Test
    void whatIsRegisteredIsWhatIsKeptAlsoWhenTwoCreateAtOnce() throws Exception {
        rows.between = new Thread(() -> registry.create(version("second")));
        registry.create(version("first"));
        rows.join();

        assertThat(rows.all(Records.WORKFLOW).get(0).json()).contains("second");
        assertThat(registry.require("report").definition()).isEqualTo(version("second"));
    }

    @Test
    void whatIsRemovedIsNeitherKeptNorRegisteredAlsoWhenItIsCreatedAtOnce() throws Exception {
        rows.between = new Thread(() -> registry.remove("report"));
        registry.create(version("first"));
        rows.join();

        assertThat(rows.all(Records.WORKFLOW)).isEmpty();
        assertThat(registry.find("report")).isEmpty();
    }

    /** Once a row was added, has another thread do its work, until it is done or waits for a lock. */
    private static final class Between implements Records {
        private final Records rows = new InMemoryRecords();
        private @Nullable Thread between;
        private @Nullable Thread begun;

        void join() throws InterruptedException {
            if (begun != null) {
                begun.join();
            }
        }

        @Override
        public boolean add(String kind, String key, String json, long at) {
            boolean added = rows.add(kind, key, json, at);
            Thread other = between;
            between = null;
            if (other != null) {
                begun = other;
                other.start();
                while (other.isAlive() && other.getState() != Thread.State.BLOCKED) {
                    Thread.onSpinWait();
                }
            }
            return added;
        }

        @Override
        public Optional<RecordRow> find(String kind, String key) {
            return rows.find(kind, key);
        }

        @Override
        public List<RecordRow> all(String kind) {
            return rows.all(kind);
        }

        @Override
        public boolean replace(RecordRow before, String json, long at) {
            return rows.replace(before, json, at);
        }

        @Override
        public boolean remove(RecordRow row) {
            return rows.remove(row);
        }

        @Override
        public int removeAll(List<RecordRow> gone) {
            return rows.removeAll(gone);
        }

        @Override
        public long revision() {
            return rows.revision();
        }

        @Override
        public KindStamp stamp(String kind) {
            return rows.stamp(kind);
        }
    }
}
