package dev.orchestration.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.workflow.catalog.FolderChanges;
import dev.orchestration.workflow.catalog.KeptWorkflows;
import dev.orchestration.workflow.catalog.WorkflowFolder;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The workflows that are known by name: those of the folder, which is read when anything is asked first; what the host loads and
 * creates after that, which replaces them; and what the store keeps of earlier lives, which is read when a name is not known
 * else, and gives way to all others. Thread-safe. The store is never asked while the lock is held: to open it may take locks of
 * others, who may ask for a workflow.
 */
final class WorkflowRegistry {
    private static final Logger LOG = LoggerFactory.getLogger(WorkflowRegistry.class);

    private final Map<String, RegisteredWorkflow> workflows = new ConcurrentSkipListMap<>();
    private final Definitions definitions;
    private final WorkflowFolder folder;
    private final KeptWorkflows kept;

    /** Held while a workflow and its row change together; the store is open by then, and nobody asks for a workflow with it. */
    private final Object keeping = new Object();

    @GuardedBy("this")
    private boolean folderIsRead;

    @GuardedBy("this")
    private boolean keptAreRead;

    @GuardedBy("this")
    private List<Fault> keptFaults = List.of();

    WorkflowRegistry(Definitions definitions, WorkflowFolder folder, KeptWorkflows kept) {
        this.definitions = definitions;
        this.folder = folder;
        this.kept = kept;
    }

    /** Registers and keeps a workflow. */
    void create(WorkflowDefinition definition) {
        readKept();
        synchronized (keeping) {
            kept.keep(definition);
            add(new RegisteredWorkflow(definition, null));
        }
    }

    private void add(RegisteredWorkflow workflow) {
        WorkflowDefinition definition = workflow.definition();
        RegisteredWorkflow before = workflows.put(definition.name(), workflow);
        if (before != null && !before.definition().digest().equals(definition.digest())) {
            LOG.warn("workflow {} was registered before and is replaced", definition.name());
        }
    }

    WorkflowDefinition load(Path file) {
        readFolder();
        WorkflowDefinition definition = definitions.load(file, Optional.empty());
        add(new RegisteredWorkflow(definition, file.toAbsolutePath().getParent()));
        return definition;
    }

    Optional<RegisteredWorkflow> find(String name) {
        readFolder();
        RegisteredWorkflow found = workflows.get(name);
        if (found == null) {
            readKept();
            found = workflows.get(name);
        }
        return Optional.ofNullable(found);
    }

    /** @throws WorkflowNotFoundException offering the nearest names */
    RegisteredWorkflow require(String name) {
        return find(name).orElseThrow(() -> new WorkflowNotFoundException(name, List.copyOf(workflows.keySet())));
    }

    List<WorkflowDefinition> all() {
        readKept();
        return workflows.values().stream().map(RegisteredWorkflow::definition).toList();
    }

    boolean remove(String name) {
        readKept();
        synchronized (keeping) {
            boolean wasKept = kept.remove(name);
            return workflows.remove(name) != null || wasKept;
        }
    }

    List<Fault> faults() {
        readFolder();
        List<Fault> faults = new ArrayList<>(folder.faults());
        synchronized (this) {
            faults.addAll(keptFaults);
        }
        return List.copyOf(faults);
    }

    private synchronized void readFolder() {
        if (!folderIsRead) {
            folderIsRead = true;
            tell(folder.look());
            folder.workflows().forEach((file, definition) -> add(new RegisteredWorkflow(definition, file.getParent())));
        }
    }

    /** Looks at the folder again; what the host has put in place of a workflow of it stays, unless its file is another one now. */
    synchronized FolderChanges reload() {
        readFolder();
        Map<String, String> before = new HashMap<>();
        folder.workflows().values().forEach(each -> before.put(each.name(), each.digest()));
        FolderChanges changes = folder.look();
        tell(changes);
        folder.workflows().forEach((file, definition) -> {
            String name = definition.name();
            if (changes.added().contains(name) || changes.changed().contains(name)) {
                RegisteredWorkflow here = workflows.put(name, new RegisteredWorkflow(definition, file.getParent()));
                String digest = here == null ? null : here.definition().digest();
                if (digest != null && !digest.equals(before.get(name)) && !digest.equals(definition.digest())) {
                    LOG.warn("workflow {} was created by the host and is replaced by {}", name, file);
                }
            }
        });
        for (String name : changes.removed()) {
            workflows.computeIfPresent(
                    name, (any, here) -> here.definition().digest().equals(before.get(name)) ? null : here);
        }
        keptAreRead = keptAreRead && changes.removed().isEmpty(); // one that gave way to a file may come back
        return changes;
    }

    private static void tell(FolderChanges changes) {
        changes.faults().forEach(fault -> LOG.warn("{}", fault));
        changes.kept().forEach(name -> LOG.warn("the last good version of workflow {} stays registered", name));
    }

    private void readKept() {
        readFolder();
        synchronized (this) {
            if (keptAreRead) {
                return;
            }
        }
        List<WorkflowDefinition> found = new ArrayList<>();
        List<Fault> faults = kept.each(found::add);
        synchronized (this) {
            if (!keptAreRead) {
                keptAreRead = true;
                keptFaults = faults;
                faults.forEach(fault -> LOG.warn("{}", fault));
                found.forEach(this::giveWay);
            }
        }
    }

    private void giveWay(WorkflowDefinition definition) {
        RegisteredWorkflow file = workflows.putIfAbsent(definition.name(), new RegisteredWorkflow(definition, null));
        if (file != null && !file.definition().digest().equals(definition.digest())) {
            LOG.warn(
                    "the store keeps another workflow {} than the file that was loaded; the file counts",
                    definition.name());
        }
    }
}
