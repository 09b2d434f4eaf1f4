package dev.orchestration.tasks.why;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.tasks.orchestrator.KeyWait;
import dev.orchestration.tasks.orchestrator.Scene;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether an execution waits for its key of {@code concurrency}, and whose end would give it that. */
final class KeyGate {
    /** More ends than that nobody waits for one by one. */
    private static final int MOST = 100;

    private final Subject subject;

    KeyGate(Subject subject) {
        this.subject = subject;
    }

    private @Nullable KeyWait wait(Scene scene) {
        return scene.rehearse().step().keyWait(subject.id());
    }

    /** What shuts it; empty if it is open. */
    Optional<Obstacle> shut() {
        boolean needsNone = subject.execution.hosting().get().claim() == null;
        KeyWait wait = needsNone ? null : wait(subject.scene);
        return wait == null
                ? Optional.empty()
                : Optional.of(new Obstacle.KeyTaken(
                        wait.claim().workflow(),
                        wait.claim().key(),
                        wait.claim().limit(),
                        wait.holders(),
                        wait.before().size()));
    }

    /** Each end of a holder that alone would do; if none would, the ends of those that together do. */
    List<Change> changes() {
        KeyWait wait = wait(subject.scene);
        List<Change> changes = new ArrayList<>();
        if (wait == null) {
            return changes;
        }
        for (ExecutionId holder : wait.holders()) {
            if (wait(subject.scene.without(holder)) == null) {
                changes.add(new Change(end(holder)));
            }
        }
        return changes.isEmpty() ? together(wait) : changes;
    }

    private List<Change> together(KeyWait wait) {
        List<ExecutionId> all = new ArrayList<>(wait.holders());
        all.addAll(wait.before());
        List<Change.Act> acts = new ArrayList<>();
        Scene scene = subject.scene;
        for (ExecutionId each : all.subList(0, Math.min(MOST, all.size()))) {
            scene = scene.without(each);
            acts.addAll(end(each));
            if (wait(scene) == null) {
                return List.of(new Change(acts));
            }
        }
        return List.of();
    }

    /** Of one that is paused only once it goes on. */
    private List<Change.Act> end(ExecutionId holder) {
        boolean asleep = subject.scene.find(holder).map(each -> !each.hosted()).orElse(true);
        Change.Act ends = new Change.ExecutionEnds(holder);
        return asleep ? List.of(new Change.Resume(holder), ends) : List.of(ends);
    }
}
