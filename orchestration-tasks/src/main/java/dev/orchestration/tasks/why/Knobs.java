package dev.orchestration.tasks.why;

import dev.orchestration.resources.Resource;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import dev.orchestration.tasks.orchestrator.SessionLimits;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The limits that keep a ready step from starting, as far as they can be raised. */
final class Knobs {
    /** Each limit is tried raised by one, by two, and so on, up to this. */
    private static final int MOST_STEPS = 32;

    private final Contention contention;
    private final Subject subject;

    private Knobs(Contention contention) {
        this.contention = contention;
        this.subject = contention.subject;
    }

    /** In the order in which people would rather raise them. */
    static List<Knob> of(Contention contention) {
        Knobs knobs = new Knobs(contention);
        List<Knob> all = new ArrayList<>();
        if (!contention.isSequential() && contention.hosting.maxParallel() < Integer.MAX_VALUE) {
            all.add(knobs.maxParallel());
        }
        if (contention.hosting.session().maxParallelTasks() < Integer.MAX_VALUE) {
            all.add(knobs.sessionTasks());
        }
        all.add(knobs.workers());
        knobs.resources().forEach(id -> all.add(knobs.capacity(id)));
        return all;
    }

    private Knob maxParallel() {
        ExecutionId id = subject.id();
        int now = contention.hosting.maxParallel();
        return new Knob(
                (scene, raise) -> scene.withMaxParallel(id, now + (int) raise),
                raise -> new Change.MaxParallel(id, now + (int) raise),
                steps());
    }

    private Knob sessionTasks() {
        SessionId id = contention.hosting.session().session();
        int now = contention.hosting.session().maxParallelTasks();
        return new Knob(
                (scene, raise) -> scene.withSession(
                        id,
                        limits -> new SessionLimits(
                                limits.session(),
                                limits.maxParallelTasks() + (int) raise,
                                limits.maxParallelWorkflows(),
                                limits.weight())),
                raise -> new Change.SessionTasks(id, now + (int) raise),
                steps());
    }

    private Knob workers() {
        int now = subject.scene.slots();
        return new Knob(
                (scene, raise) -> scene.withSlots(now + (int) raise),
                raise -> new Change.Workers(now + (int) raise),
                steps());
    }

    private Knob capacity(ResourceId id) {
        Resource resource = contention.now.resource(id);
        double now = resource.capacity();
        return new Knob(
                (scene, raise) -> scene.withCapacity(id, now + raise),
                raise -> new Change.Capacity(id, now + raise),
                amounts(id));
    }

    private static List<Double> steps() {
        return IntStream.rangeClosed(1, MOST_STEPS)
                .mapToObj(step -> (double) step)
                .toList();
    }

    /** Of those that it needs, and that anybody before it needs, what is held and given back. */
    private Set<ResourceId> resources() {
        Set<ResourceId> all = new LinkedHashSet<>(contention.needs().keySet());
        for (Rehearsal.Start each : contention.ahead()) {
            all.addAll(contention.needs(each).keySet());
        }
        all.removeIf(id -> contention.now.resource(id).isRate());
        return all;
    }

    /**
     * What is missing for it alone, and for others that are ready together with it; where all ask for whole numbers, each
     * whole number.
     */
    private List<Double> amounts(ResourceId id) {
        double available = contention.now.available(subject.id(), id);
        double own = contention.needs().getOrDefault(id, 0.0);
        TreeSet<Double> raises = new TreeSet<>(List.of(own - available));
        boolean whole = own == Math.rint(own) && available == Math.rint(available);
        double sum = own;
        for (double needed : contention.neededByOthers(id)) {
            whole &= needed == Math.rint(needed);
            sum += needed;
            raises.add(sum - available);
            raises.add(sum - own - available);
        }
        if (whole) {
            raises.addAll(steps());
        }
        return raises.stream().filter(raise -> raise > 0).toList();
    }
}
