package dev.orchestration.workflow.catalog;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.FaultCode;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The folder in which a host keeps its definitions: every {@code *.json}, {@code *.yaml} and {@code *.yml}, in the order of
 * their names, but not those of folders in it. A file that is faulty hides no other, and keeps the last good version that this
 * object has seen of it. Of two files that name their workflow alike the first counts, and the other is a fault. Thread-safe.
 */
public final class WorkflowFolder {
    private static final List<String> ENDINGS = List.of(".json", ".yaml", ".yml");

    private final @Nullable Path folder;
    private final boolean required;
    private final Function<Path, ReadResult> reader;

    /** What is known of each file, in the order of their names. */
    @GuardedBy("this")
    private Map<Path, WorkflowDefinition> good = new LinkedHashMap<>();

    @GuardedBy("this")
    private List<Fault> faults = List.of();

    private WorkflowFolder(@Nullable Path folder, boolean required, Function<Path, ReadResult> reader) {
        this.folder = folder;
        this.required = required;
        this.reader = reader;
    }

    /** No folder at all. */
    public static WorkflowFolder none() {
        return new WorkflowFolder(null, false, file -> new ReadResult(Optional.empty(), List.of(), List.of()));
    }

    /**
     * A folder.
     *
     * @param required whether it is a fault if it is not there
     * @param reader reads a file; what it throws as a refusal is a fault of the file
     */
    public static WorkflowFolder of(Path folder, boolean required, Function<Path, ReadResult> reader) {
        return new WorkflowFolder(folder.toAbsolutePath().normalize(), required, reader);
    }

    /** Reads the folder, as it is now; all that is found for the first time counts as added. */
    public synchronized FolderChanges look() {
        if (folder == null || (good.isEmpty() && !required && !Files.exists(folder))) {
            faults = List.of();
            return new FolderChanges(List.of(), List.of(), List.of(), List.of(), List.of());
        }
        Reading reading = new Reading(good);
        try {
            files(folder).forEach(reading::read);
        } catch (IOException e) {
            reading.cannotBeRead(folder, e);
        }
        FolderChanges changes = reading.changes();
        good = reading.found;
        faults = changes.faults();
        return changes;
    }

    /** What was good at the last look, with the file it is of. */
    public synchronized Map<Path, WorkflowDefinition> workflows() {
        return new LinkedHashMap<>(good);
    }

    /** What was wrong at the last look. */
    public synchronized List<Fault> faults() {
        return faults;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(file -> ENDINGS.stream().anyMatch(name(file)::endsWith))
                    .filter(file -> !Files.isDirectory(file))
                    .sorted(Comparator.comparing(WorkflowFolder::name))
                    .toList();
        } catch (UncheckedIOException e) { // it broke off in the middle
            throw e.getCause();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /** One look; used while the lock is held. */
    private final class Reading {
        private final Map<Path, WorkflowDefinition> before;
        private final Map<Path, WorkflowDefinition> found = new LinkedHashMap<>();
        private final Map<String, Path> names = new HashMap<>();
        private final List<Fault> wrong = new ArrayList<>();
        private final List<String> kept = new ArrayList<>();

        Reading(Map<Path, WorkflowDefinition> before) {
            this.before = before;
        }

        void read(Path file) {
            List<Fault> errors;
            try {
                ReadResult result = reader.apply(file);
                errors = result.errors();
                result.definition().ifPresent(definition -> take(file, definition));
            } catch (OrchestrationException e) {
                errors = List.of(fault(file, FaultCode.UNREADABLE, String.valueOf(e.getMessage())));
            }
            wrong.addAll(errors);
            if (!errors.isEmpty()) {
                keep(file);
            }
        }

        private void take(Path file, WorkflowDefinition definition) {
            Path first = names.putIfAbsent(definition.name(), file);
            if (first == null) {
                found.put(file, definition);
            } else {
                wrong.add(fault(
                        file,
                        FaultCode.DUPLICATE_WORKFLOW,
                        "the workflow " + Quoted.of(definition.name()) + " is in " + name(first)
                                + " already, which counts; name one of them otherwise"));
            }
        }

        private void keep(Path file) {
            WorkflowDefinition last = before.get(file);
            if (last != null && names.putIfAbsent(last.name(), file) == null) {
                found.put(file, last);
                kept.add(last.name());
            }
        }

        /** A folder that is gone for a moment, or cannot be read, takes nothing away. */
        void cannotBeRead(Path folder, IOException e) {
            String why = Files.isDirectory(folder)
                    ? "the folder cannot be read: " + e
                    : Files.exists(folder)
                            ? "it is no folder; name the one of the definitions"
                            : "there is no such folder; create it, or name another one";
            wrong.add(fault(folder, FaultCode.UNREADABLE, why));
            before.keySet().forEach(this::keep);
        }

        private Fault fault(Path file, FaultCode code, String message) {
            return new Fault(file.toString(), 0, 0, code.wire(), message);
        }

        FolderChanges changes() {
            Map<String, String> old = digests(before);
            Map<String, String> now = digests(found);
            return new FolderChanges(
                    now.keySet().stream().filter(name -> !old.containsKey(name)).toList(),
                    now.entrySet().stream()
                            .filter(each -> old.containsKey(each.getKey())
                                    && !each.getValue().equals(old.get(each.getKey())))
                            .map(Map.Entry::getKey)
                            .toList(),
                    old.keySet().stream().filter(name -> !now.containsKey(name)).toList(),
                    wrong,
                    kept);
        }

        private static Map<String, String> digests(Map<Path, WorkflowDefinition> workflows) {
            Map<String, String> digests = new LinkedHashMap<>();
            workflows.values().forEach(each -> digests.put(each.name(), each.digest()));
            return digests;
        }
    }
}
