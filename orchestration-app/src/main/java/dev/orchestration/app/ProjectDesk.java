package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.util.List;

/**
 * The projects of the caller's store. Projects need no ownership, so a store that is there is only opened to look, whoever
 * works on it; one that is not there, or of an older version, is made first, as its owner.
 */
final class ProjectDesk {
    /** Something to do with projects. */
    @FunctionalInterface
    interface Work {
        int with(ProjectManager projects) throws IOException;
    }

    private final Arguments arguments;
    private final StoreLocation location;

    ProjectDesk(Arguments arguments) {
        this.arguments = arguments;
        this.location = arguments.store();
    }

    /** Works on the projects of a store that is there. */
    int looking(Work work) throws IOException {
        try (Store store = Stores.look(location.existing())) {
            return work.with(manager(store));
        }
    }

    /** Works on projects; makes the store where there is none. */
    int writing(Work work) throws IOException {
        if (location.exists()) {
            try {
                return looking(work);
            } catch (StoreUnreadyException e) {
                // Its tables are made, or brought up to date, below.
            }
        }
        return BesideOwner.choose(arguments, location, () -> owning(work), () -> looking(work));
    }

    private int owning(Work work) throws IOException {
        try (OrchestrationEngine engine = EngineSetup.of(arguments).engineForAMoment()) {
            return work.with(manager(engine.store()));
        }
    }

    private ProjectManager manager(Store store) {
        return new ProjectManager(
                store.projects(),
                new DocumentationGenerator(),
                arguments.caller().clock(),
                IdSource.random(),
                arguments.caller().directory());
    }

    /** The only word of a command that names a project. */
    static String name(Arguments arguments, int most) {
        List<String> words = arguments.words();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new UsageException("name a project; orchestrate project list shows those there are");
        }
        if (words.size() > most) {
            throw new UsageException("too many words: " + String.join(" ", words.subList(most, words.size())));
        }
        return words.get(0);
    }
}
