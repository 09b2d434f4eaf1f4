package dev.orchestration.tasks.orchestrator;

import dev.orchestration.resources.ResourceAllocation;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.ResourceId;
import dev.orchestration.state.SessionId;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ReadyNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who starts next, over all executions: a tree of limits (engine, session, execution) whose leaves are the heads of the
 * executions' ready queues. A head whose resources are short is held back, and what it needs is reserved: nobody else may
 * take of those resources in its place, so a big request is never starved by small ones. Confined to the loop.
 */
final class Admission {
    /** How many heads of one execution are looked past in one step when resources or workers are short. */
    static final int LOOK_AHEAD = 64;

    private static final Comparator<Candidate> ORDER = Comparator.comparingLong(
                    (Candidate c) -> c.ready().rank())
            .thenComparingInt(Candidate::sessionRunning)
            .thenComparingLong(c -> c.ready().seq())
            .thenComparing(c -> c.hosted().id());

    private record Candidate(Hosted hosted, ReadyNode ready, int sessionRunning) {}

    private final ResourceManager resources;
    private final ResourceChoice choice;
    private final int slots;
    private final Map<SessionId, Integer> runningBySession = new HashMap<>();
    private final Map<Hosted, List<ReadyNode>> heldBack = new HashMap<>();
    private final Map<AttemptKey, Optional<ResourceAllocation>> abandoned = new HashMap<>();
    private final Set<ResourceId> reserved = new HashSet<>();
    private int busy;

    Admission(ResourceManager resources, int slots) {
        this.resources = resources;
        this.choice = new ResourceChoice(resources);
        this.slots = slots;
    }

    /** Starts what may start now. */
    void fill(Collection<Hosted> hosted, long at) {
        for (Candidate next = next(hosted); next != null; next = next(hosted)) {
            admit(next, at);
        }
        heldBack.forEach((owner, nodes) -> nodes.forEach(owner.state()::putBack));
        heldBack.clear();
        reserved.clear();
    }

    private @Nullable Candidate next(Collection<Hosted> all) {
        Candidate best = null;
        for (Hosted hosted : all) {
            Candidate candidate = candidate(hosted);
            if (candidate != null && (best == null || ORDER.compare(candidate, best) < 0)) {
                best = candidate;
            }
        }
        return best;
    }

    /** The head that may start, or the first wait behind one that cannot for want of a worker. */
    private @Nullable Candidate candidate(Hosted hosted) {
        int sessionRunning =
                runningBySession.getOrDefault(hosted.hosting().session().session(), 0);
        boolean worker =
                busy < slots && sessionRunning < hosted.hosting().session().maxParallelTasks();
        for (ReadyNode head = head(hosted); head != null; head = head(hosted)) {
            ActionKind kind = hosted.hosting().rules().kind(head.node());
            if (hosted.hasRoom(kind) && (kind == ActionKind.WAIT || worker)) {
                return new Candidate(hosted, head, sessionRunning);
            }
            if (!hosted.letsWaitsOvertake()) {
                return null;
            }
            holdBack(hosted, head);
        }
        return null;
    }

    private @Nullable ReadyNode head(Hosted hosted) {
        boolean enough = heldBack.getOrDefault(hosted, List.of()).size() > LOOK_AHEAD;
        return enough ? null : hosted.state().nextReady();
    }

    private void holdBack(Hosted hosted, ReadyNode head) {
        hosted.state().takeReady();
        heldBack.computeIfAbsent(hosted, key -> new ArrayList<>()).add(head);
    }

    private void admit(Candidate candidate, long at) {
        Hosted hosted = candidate.hosted();
        int node = candidate.ready().node();
        boolean wait = hosted.hosting().rules().kind(node) == ActionKind.WAIT;
        Optional<Map<ResourceId, Double>> needs = wait
                ? ResourceChoice.NOTHING
                : choice.now(hosted.hosting().plan().spec(node));
        Optional<ResourceAllocation> allocation = Optional.empty();
        if (needs.isEmpty() || !needs.get().isEmpty()) {
            allocation = needs.flatMap(amounts -> allocate(amounts, hosted.id() + "/" + node));
            if (allocation.isEmpty()) {
                needs.ifPresent(amounts -> reserved.addAll(amounts.keySet()));
                holdBack(hosted, candidate.ready());
                return;
            }
        }
        if (hosted.start(node, at)) {
            var activation = hosted.state().activation(node);
            int attempt = hosted.state().attempts(node);
            AttemptKey key = new AttemptKey(hosted.id(), activation, attempt);
            Long deadline = hosted.state().deadline(node);
            String log = LogNames.of(key, hosted.hosting().plan().name(node));
            hosted.running().put(activation, new Running(key, allocation.orElse(null), deadline, at, log));
            busy++;
            runningBySession.merge(hosted.hosting().session().session(), 1, Integer::sum);
        }
    }

    private Optional<ResourceAllocation> allocate(Map<ResourceId, Double> needs, String requester) {
        for (ResourceId id : needs.keySet()) {
            if (reserved.contains(id)) {
                return Optional.empty();
            }
        }
        return resources.tryAllocateAll(needs, requester);
    }

    /** An attempt is over: its slot and its resources are free again. */
    void release(Hosted hosted, Running running) {
        giveSlotBack(hosted);
        ResourceAllocation allocation = running.resources();
        if (allocation != null) {
            resources.release(allocation.allocationId());
        }
    }

    /** An attempt is not waited for any more: its slot is free, but it may still use what it holds. */
    void abandon(Hosted hosted, Running running) {
        giveSlotBack(hosted);
        abandoned.put(running.key(), Optional.ofNullable(running.resources()));
    }

    /** An abandoned attempt has come to its end after all; does nothing for any other. */
    void returned(AttemptKey key) {
        Optional<ResourceAllocation> held = abandoned.remove(key);
        if (held != null) {
            held.ifPresent(allocation -> resources.release(allocation.allocationId()));
        }
    }

    private void giveSlotBack(Hosted hosted) {
        busy--;
        runningBySession.computeIfPresent(
                hosted.hosting().session().session(), (session, count) -> count == 1 ? null : count - 1);
    }

    /** Attempts that were given up and still run. */
    int abandoned() {
        return abandoned.size();
    }

    /** Attempts in hand. */
    int busy() {
        return busy;
    }
}
