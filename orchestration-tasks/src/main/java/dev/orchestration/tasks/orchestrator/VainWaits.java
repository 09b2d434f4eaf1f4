package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Parent;
import dev.orchestration.tasks.decide.Lifecycle;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which executions would never end if certain ones did not go on: a step waits for the end of its child, and whoever waits for
 * a key for the ends of those that have it, over any number of both. At first all who wait are taken to do so in vain; then
 * each is let go for whom enough of what he waits for comes. What is left are the circles, and who hangs on them. Costs what
 * waits. Confined to the loop.
 */
final class VainWaits {
    private final KeyRing keys;
    private final Set<ExecutionId> still;
    private final Map<ExecutionId, List<ExecutionId>> children = new LinkedHashMap<>();
    private final Set<ExecutionId> inVain;

    /**
     * Works it out.
     *
     * @param all that are carried out
     * @param still the executions that do not go on
     */
    VainWaits(Collection<Hosted> all, KeyRing keys, Collection<ExecutionId> still) {
        this.keys = keys;
        this.still = Set.copyOf(still);
        this.inVain = new HashSet<>(still);
        for (Hosted each : all) {
            Lifecycle life = each.state().lifecycle();
            Parent parent = life.created().parent();
            if (parent != null && !life.status().isEnded()) {
                children.computeIfAbsent(new ExecutionId(parent.execution()), id -> new ArrayList<>())
                        .add(each.id());
            }
        }
        inVain.addAll(children.keySet());
        keys.forEachLine((holders, waiting) -> waiting.stream()
                .filter(each -> !each.state().lifecycle().cancelling())
                .forEach(each -> inVain.add(each.id())));
        while (letGo()) {}
    }

    /** Whether the execution does not go on either. */
    boolean has(ExecutionId id) {
        return inVain.contains(id);
    }

    /** Says whether somebody was. */
    private boolean letGo() {
        int before = inVain.size();
        Set<ExecutionId> keyless = new HashSet<>();
        keys.forEachLine((holders, waiting) -> {
            long kept = holders.stream().filter(inVain::contains).count();
            for (Hosted each : waiting) {
                Claim claim = each.hosting().claim();
                if (claim != null && kept >= claim.limit()) {
                    keyless.add(each.id());
                } else {
                    letGo(each.id());
                }
                kept += inVain.contains(each.id()) ? 1 : 0;
            }
        });
        children.keySet().stream().filter(id -> !keyless.contains(id)).forEach(this::letGo);
        return inVain.size() < before;
    }

    /** One that has its key, or gets it: unless it is one of those meant, or has a child that waits in vain. */
    private void letGo(ExecutionId id) {
        if (!still.contains(id) && children.getOrDefault(id, List.of()).stream().noneMatch(inVain::contains)) {
            inVain.remove(id);
        }
    }
}
