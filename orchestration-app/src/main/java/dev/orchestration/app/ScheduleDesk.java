package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of the caller's store. They need no ownership, so a store that is there is only opened to look, whoever works
 * on it; one that is not there, or of an older version, is made first, as its owner.
 */
final class ScheduleDesk {
    /** Something to do with schedules. */
    @FunctionalInterface
    interface Work {
        int with(ScheduleManager schedules, LatestRuns latest) throws IOException;
    }

    private final Arguments arguments;
    private final StoreLocation location;

    ScheduleDesk(Arguments arguments) {
        this.arguments = arguments;
        this.location = arguments.store();
    }

    /** Works on the schedules of a store that is there. */
    int looking(Work work) throws IOException {
        try (Store store = Stores.look(location.existing())) {
            return work.with(manager(store), new LatestRuns(store));
        }
    }

    /**
     * Changes a schedule of a store that is there, and tells when it is due next.
     *
     * @param done what has become of it, in a word
     */
    int changing(String done, Function<ScheduleManager, RegisteredSchedule> change) throws IOException {
        return looking((schedules, latest) -> {
            RegisteredSchedule after = change.apply(schedules);
            Instant next = next(schedules, after);
            String told = "schedule " + after.schedule().name() + " is " + done;
            if (next != null) {
                told += "; next "
                        + ScheduleView.shown(next, after.schedule().times().zone());
            }
            return StoreUpkeep.tell(arguments, told, ScheduleView.json(after, next, latest.status(after)));
        });
    }

    /** When it is due next; null if never, or while it is paused. */
    static @Nullable Instant next(ScheduleManager schedules, RegisteredSchedule schedule) {
        List<Instant> next = schedules.next(schedule, 1);
        return next.isEmpty() || schedule.schedule().paused() ? null : next.get(0);
    }

    /** What is found in the schedules of a store that is there. */
    <T> T look(Function<ScheduleManager, T> question) {
        try (Store store = Stores.look(location.existing())) {
            return question.apply(manager(store));
        }
    }

    /** Works on schedules; makes the store where there is none. */
    int writing(Work work) throws IOException {
        if (location.address() == null) {
            var unused = location.existing(); // says that one in memory ends with its command
        }
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
            return work.with(manager(engine.store()), new LatestRuns(engine.store()));
        }
    }

    private ScheduleManager manager(Store store) {
        return new ScheduleManager(store.records(), arguments.caller().clock(), told -> {}, null);
    }

    /** The only word of a command that names a schedule. */
    static String name(Arguments arguments) {
        List<String> words = arguments.words();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new UsageException("name a schedule; orchestrate schedule list shows those there are");
        }
        if (words.size() > 1) {
            throw new UsageException("too many words: " + String.join(" ", words.subList(1, words.size())));
        }
        return words.get(0);
    }
}
