package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Event;
import dev.orchestration.tasks.decide.Lifecycle;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@link Claim}s: who has which, and who waits for one, first come first served. An execution needs its key before
 * it asks its session for room, and keeps it until it has ended, also while a person has it paused and nobody carries it out.
 * Whoever else is not carried out has none. Confined to the loop.
 */
final class KeyRing {
    private record Key(String workflow, String key) {
        static Key of(Claim claim) {
            return new Key(claim.workflow(), claim.key());
        }
    }

    /** Those of one key. */
    private static final class Line {
        /** Null: nobody carries it out. */
        final Map<ExecutionId, @Nullable Hosted> holders = new LinkedHashMap<>();

        final Set<Hosted> waiting = new LinkedHashSet<>();
    }

    private final Map<Key, Line> lines = new LinkedHashMap<>();
    /** What those have that nobody carries out. */
    private final Map<ExecutionId, Claim> paused = new LinkedHashMap<>();

    /** Says whether the execution has its key now, or needs none; else it waits for it. */
    boolean take(Hosted hosted) {
        Claim claim = hosted.hosting().claim();
        if (claim == null) {
            return true;
        }
        Line line = lines.computeIfAbsent(Key.of(claim), key -> new Line());
        paused.remove(hosted.id());
        boolean free = line.waiting.isEmpty() && line.holders.size() < claim.limit();
        if (free || line.holders.containsKey(hosted.id())) {
            line.holders.put(hosted.id(), hosted);
            return true;
        }
        line.waiting.add(hosted);
        return false;
    }

    /** Somebody has a key whom nobody carries out. */
    void keep(KeyHolder holder) {
        Line line = lines.computeIfAbsent(Key.of(holder.claim()), key -> new Line());
        if (!line.holders.containsKey(holder.execution())) {
            line.holders.put(holder.execution(), null);
            paused.put(holder.execution(), holder.claim());
        }
    }

    /**
     * An execution is not carried out any more: it gives its key back, unless it is only paused.
     *
     * @return who got a key by that, in order
     */
    List<Hosted> leave(Hosted hosted) {
        Claim claim = hosted.hosting().claim();
        Line line = claim == null ? null : lines.get(Key.of(claim));
        if (claim == null || line == null) {
            return List.of();
        }
        line.waiting.remove(hosted);
        if (line.holders.containsKey(hosted.id())) {
            if (isPausedByAPerson(hosted)) {
                line.holders.put(hosted.id(), null);
                paused.put(hosted.id(), claim);
            } else {
                line.holders.remove(hosted.id());
                paused.remove(hosted.id());
            }
        }
        List<Hosted> next = next(line);
        if (line.holders.isEmpty() && line.waiting.isEmpty()) {
            lines.remove(Key.of(claim));
        }
        return next;
    }

    private static boolean isPausedByAPerson(Hosted hosted) {
        Lifecycle life = hosted.state().lifecycle();
        Event.ExecutionPaused pause = life.paused();
        return life.status() == WorkflowStatus.PAUSED && pause != null && !pause.isEndOfOwner();
    }

    private static List<Hosted> next(Line line) {
        List<Hosted> next = new ArrayList<>();
        for (Iterator<Hosted> all = line.waiting.iterator(); all.hasNext(); ) {
            Hosted first = all.next();
            Claim claim = first.hosting().claim();
            WorkflowStatus status = first.state().lifecycle().status();
            if (!status.isEnded() && claim != null) {
                if (line.holders.size() >= claim.limit()) {
                    break;
                }
                line.holders.put(first.id(), first);
                next.add(first);
            }
            all.remove();
        }
        return next;
    }

    /** All that a new execution of this claim comes behind, the oldest first; null for one that nobody carries out. */
    Map<ExecutionId, @Nullable Hosted> before(Claim claim) {
        Line line = lines.get(Key.of(claim));
        if (line == null) {
            return Map.of();
        }
        Map<ExecutionId, @Nullable Hosted> before = new LinkedHashMap<>(line.holders);
        line.waiting.forEach(each -> before.put(each.id(), each));
        return before;
    }

    /** What the execution waits for; null if it does not wait for its key. */
    @Nullable
    KeyWait wait(Hosted hosted) {
        Claim claim = hosted.hosting().claim();
        Line line = claim == null ? null : lines.get(Key.of(claim));
        if (claim == null || line == null || !line.waiting.contains(hosted)) {
            return null;
        }
        List<ExecutionId> before = line.waiting.stream()
                .takeWhile(each -> each != hosted)
                .map(Hosted::id)
                .toList();
        return new KeyWait(claim, List.copyOf(line.holders.keySet()), before);
    }

    /** Those that are carried out and have the key before the execution, which waits for it, gets it. */
    List<Hosted> first(Hosted hosted) {
        Claim claim = hosted.hosting().claim();
        Line line = claim == null ? null : lines.get(Key.of(claim));
        List<Hosted> first = new ArrayList<>();
        if (line != null) {
            line.holders.values().stream().filter(Objects::nonNull).forEach(first::add);
            line.waiting.stream().takeWhile(each -> each != hosted).forEach(first::add);
        }
        return first;
    }

    /** Whether the execution waits for its key. */
    boolean waits(Hosted hosted) {
        Claim claim = hosted.hosting().claim();
        Line line = claim == null ? null : lines.get(Key.of(claim));
        return line != null && line.waiting.contains(hosted);
    }

    /** Tells of each key for which somebody waits who has it, and who waits, both in order. */
    void forEachLine(BiConsumer<Set<ExecutionId>, Set<Hosted>> act) {
        for (Line line : lines.values()) {
            if (!line.waiting.isEmpty()) {
                act.accept(line.holders.keySet(), line.waiting);
            }
        }
    }

    /** Who has which key. */
    List<KeyHolder> holders() {
        List<KeyHolder> all = new ArrayList<>();
        for (Line line : lines.values()) {
            line.holders.forEach((id, hosted) -> {
                Claim claim = hosted == null ? paused.get(id) : hosted.hosting().claim();
                if (claim != null) {
                    all.add(new KeyHolder(id, claim));
                }
            });
        }
        return all;
    }
}
