package dev.orchestration.tasks.why;

import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import dev.orchestration.tasks.orchestrator.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The smallest changes that let a ready step start, each rehearsed: the end of one attempt, a time, one limit raised by as
 * little as does it; and where none of these alone is enough, the fewest limits that are enough together.
 */
final class Remedies {
    /** So many ends are tried. */
    private static final int MOST_ENDS = 100;

    private static final int MOST_TIMES = 10;

    private final Subject subject;
    private final Contention contention;

    Remedies(Subject subject, Contention contention) {
        this.subject = subject;
        this.contention = contention;
    }

    List<Change> find() {
        List<Change> changes = new ArrayList<>();
        contention.holders().stream().limit(MOST_ENDS).filter(this::helps).forEach(holder -> {
            Place place = contention.place(holder.execution(), holder.activation());
            changes.add(Change.of(new Change.StepEnds(place)));
        });
        contention.sessions().ends(this::starts).forEach(end -> changes.add(Change.of(end)));
        Change.Act time = time();
        if (time != null) {
            changes.add(Change.of(time));
        }
        List<Knob> knobs = Knobs.of(contention);
        int before = changes.size();
        for (Knob knob : knobs) {
            Double raise = smallest(subject.scene, knob);
            if (raise != null) {
                changes.add(Change.of(knob.act().apply(raise)));
            }
        }
        if (changes.size() == before) {
            together(knobs, changes);
        }
        return changes;
    }

    private boolean helps(Rehearsal.Holder holder) {
        Rehearsal rehearsal = subject.scene.rehearse();
        rehearsal.completes(holder.execution(), holder.activation());
        return starts(rehearsal);
    }

    private boolean starts(Scene scene) {
        return starts(scene.rehearse());
    }

    private boolean starts(Rehearsal rehearsal) {
        ExecutionState after = rehearsal.step().state(subject.id());
        return after != null && after.status(subject.row) != TaskStatus.READY;
    }

    /** The first time at which it starts although nobody does anything, as far as that is known. */
    private Change.@Nullable Act time() {
        long now = subject.scene.at();
        TreeSet<Long> times = new TreeSet<>();
        OptionalLong refill = contention.now.refill(contention.needs());
        refill.ifPresent(micros -> times.add(now + micros));
        ExecutionState state = subject.state;
        for (int row = 0; contention.isSequential() && row < state.rows(); row++) {
            Long due = state.due(row);
            if (state.status(row) == TaskStatus.WAITING && due != null) {
                times.add(Math.max(now, due));
            }
        }
        return times.stream()
                .limit(MOST_TIMES)
                .filter(time -> starts(subject.scene.rehearseAfter(Duration.ofNanos((time - now) * 1_000))))
                .findFirst()
                .map(Change.WaitUntil::new)
                .orElse(null);
    }

    /** By how much the limit must be raised at least; null if that alone does not help. */
    private @Nullable Double smallest(Scene scene, Knob knob) {
        boolean hopeless = !starts(knob.scene().by(scene, Contention.PLENTY))
                && knob.raises().stream()
                        .limit(1)
                        .noneMatch(raise -> starts(knob.scene().by(scene, raise)));
        return hopeless
                ? null
                : knob.raises().stream()
                        .filter(raise -> starts(knob.scene().by(scene, raise)))
                        .findFirst()
                        .orElse(null);
    }

    private void together(List<Knob> knobs, List<Change> changes) {
        List<Knob> needed = new ArrayList<>(knobs);
        if (!starts(plenty(subject.scene, needed))) {
            return;
        }
        for (Knob knob : knobs) {
            List<Knob> others =
                    needed.stream().filter(each -> !each.equals(knob)).toList();
            if (starts(plenty(subject.scene, others))) {
                needed.remove(knob);
            }
        }
        List<Raised> all = new ArrayList<>();
        for (int i = 0; i < needed.size(); i++) {
            Scene rest = plenty(raised(all), needed.subList(i + 1, needed.size()));
            Double raise = smallest(rest, needed.get(i));
            if (raise == null) {
                return; // more than makes sense
            }
            all.add(new Raised(needed.get(i), raise));
        }
        if (starts(raised(all))) {
            changes.add(
                    new Change(withoutTheNeedless(all).stream().map(Raised::act).toList()));
        }
    }

    /** A limit that is needed beside plenty of the others need not be beside just enough of them. */
    private List<Raised> withoutTheNeedless(List<Raised> all) {
        List<Raised> needed = all;
        for (Raised each : all) {
            List<Raised> others =
                    needed.stream().filter(other -> !other.equals(each)).toList();
            needed = starts(raised(others)) ? others : needed;
        }
        return needed;
    }

    private record Raised(Knob knob, double raise) {
        Change.Act act() {
            return knob.act().apply(raise);
        }
    }

    private Scene raised(List<Raised> all) {
        Scene scene = subject.scene;
        for (Raised each : all) {
            scene = each.knob().scene().by(scene, each.raise());
        }
        return scene;
    }

    private static Scene plenty(Scene scene, List<Knob> knobs) {
        Scene plenty = scene;
        for (Knob knob : knobs) {
            plenty = knob.scene().by(plenty, Contention.PLENTY);
        }
        return plenty;
    }
}
