package dev.orchestration.workflow.catalog;

import dev.orchestration.state.Clock;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.record.RecordRow;
import dev.orchestration.state.record.Records;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.FaultCode;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The workflows that were created in code, as a store keeps them: a row each, with a version that counts how often the
 * definition was another one, and its digest. Thread-safe, also over processes.
 */
public final class KeptWorkflows {
    /** Reads a text that was recorded under this digest, for the workflow of this name. */
    @FunctionalInterface
    public interface Reader {
        WorkflowDefinition read(String json, String digest, String name);
    }

    private static final String KIND = Records.WORKFLOW;

    private final @Nullable Supplier<Records> records;
    private final Clock clock;
    private final Reader reader;
    private final Runnable check;

    private KeptWorkflows(@Nullable Supplier<Records> records, Clock clock, Reader reader, Runnable check) {
        this.records = records;
        this.clock = clock;
        this.reader = reader;
        this.check = check;
    }

    /** Where nothing outlives the process. */
    public static KeptWorkflows nowhere() {
        Reader none = (json, digest, name) -> {
            throw new IllegalStateException("nothing is kept, so nothing is read");
        };
        return new KeptWorkflows(null, Clock.system(), none, () -> {});
    }

    /** @param records asked for when something is read or written: that may open a store */
    public static KeptWorkflows in(Supplier<Records> records, Clock clock, Reader reader) {
        return new KeptWorkflows(records, clock, reader, () -> {});
    }

    /** The same, but {@code check} is asked before each change, and throws what speaks against it. */
    public KeptWorkflows changedOnlyAfter(Runnable check) {
        return new KeptWorkflows(records, clock, reader, check);
    }

    /**
     * Hands over each workflow that can be read, by name.
     *
     * @return what is wrong with the others, which stay as they are
     */
    public List<Fault> each(Consumer<WorkflowDefinition> taker) {
        List<Fault> faults = new ArrayList<>();
        if (records != null) {
            for (RecordRow row : records.get().all(KIND)) {
                try {
                    taker.accept(definition(row));
                } catch (OrchestrationException e) {
                    String message = "the workflow that the store keeps cannot be read: " + e.getMessage();
                    faults.add(new Fault(row.key(), 0, 0, FaultCode.UNREADABLE.wire(), message));
                }
            }
        }
        return faults;
    }

    private WorkflowDefinition definition(RecordRow row) {
        Map<?, ?> values = values(row);
        return reader.read(String.valueOf(values.get("definition")), String.valueOf(values.get("digest")), row.key());
    }

    private static Map<?, ?> values(RecordRow row) {
        return Json.read(row.json()) instanceof Map<?, ?> values ? values : Map.of();
    }

    /** Keeps a workflow; one that is kept in the same words already stays as it is. */
    public void keep(WorkflowDefinition definition) {
        check.run();
        if (records == null) {
            return;
        }
        Records rows = records.get();
        boolean done = false;
        while (!done) {
            Optional<RecordRow> before = rows.find(KIND, definition.name());
            if (before.isEmpty()) {
                done = rows.add(KIND, definition.name(), json(definition, 1), clock.micros());
            } else {
                Map<?, ?> values = values(before.get());
                long version = values.get("version") instanceof Long number ? number : 0;
                done = definition.digest().equals(values.get("digest"))
                        || rows.replace(before.get(), json(definition, version + 1), clock.micros());
            }
        }
    }

    private static String json(WorkflowDefinition definition, long version) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("name", definition.name());
        values.put("version", version);
        values.put("digest", definition.digest());
        values.put("definition", definition.json()); // as text, so that it is still what its digest says
        return Json.write(values);
    }

    /** Keeps a workflow no more; says whether it was kept. */
    public boolean remove(String name) {
        check.run();
        if (records == null) {
            return false;
        }
        Records rows = records.get();
        Optional<RecordRow> row = rows.find(KIND, name);
        while (row.isPresent() && !rows.remove(row.get())) {
            row = rows.find(KIND, name);
        }
        return row.isPresent();
    }
}
