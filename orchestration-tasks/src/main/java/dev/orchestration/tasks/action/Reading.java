package dev.orchestration.tasks.action;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values being read by their forms, and every fault met on the way. Of one thread. */
final class Reading {
    private final @Nullable PathGuard paths;
    private final List<String> faults = new ArrayList<>();

    private Reading(@Nullable PathGuard paths) {
        this.paths = paths;
    }

    /** Where paths mean files that lie where the attempt may reach. */
    static Reading of(ActionContext ctx) {
        return new Reading(new PathGuard(ctx.directory()));
    }

    /** Where no attempt is, so that a path is only a text of the right kind. */
    static Reading withoutFiles() {
        return new Reading(null);
    }

    @Nullable
    Path path(String text, String place) {
        try {
            return paths == null ? Path.of(text) : paths.resolve(text);
        } catch (ActionFailedException | IOException | IllegalArgumentException e) {
            fault("the parameter '" + place + "': " + e.getMessage());
            return null;
        }
    }

    void fault(String sentence) {
        faults.add(sentence);
    }

    /** Tells a fault and gives null, as {@link Form#read} does then. */
    @Nullable
    Object unfit(String place, String wanted, @Nullable Object value) {
        fault(Misfit.sentence(place, wanted, value));
        return null;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
