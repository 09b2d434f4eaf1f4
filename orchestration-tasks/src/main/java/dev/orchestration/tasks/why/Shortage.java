package dev.orchestration.tasks.why;

import dev.orchestration.resources.ResourceUsage;
import dev.orchestration.state.ResourceId;
import dev.orchestration.tasks.orchestrator.Rehearsal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a ready step lacks of resources, and who has it or has it kept. Not thread-safe. */
final class Shortage {
    private static final double TOLERANCE = 1e-9;

    private final Contention contention;
    private final Rehearsal now;

    Shortage(Contention contention) {
        this.contention = contention;
        this.now = contention.now;
    }

    /** Each resource of which there is not enough left. */
    List<Obstacle> lacking() {
        List<Obstacle> found = new ArrayList<>();
        contention.needs().forEach((id, amount) -> {
            ResourceUsage usage = now.usage(id);
            double available = now.available(contention.subject.id(), id);
            if (available + TOLERANCE < amount) {
                found.add(new Obstacle.Resource(
                        id,
                        amount,
                        usage.capacity(),
                        available,
                        now.resource(id).status(),
                        holders(id),
                        contention.sessions().kept(id)));
            }
        });
        return found;
    }

    private List<Obstacle.Holder> holders(ResourceId id) {
        return contention.holders().stream()
                .filter(holder -> holder.amounts().getOrDefault(id, 0.0) > 0)
                .map(holder -> new Obstacle.Holder(
                        contention.place(holder.execution(), holder.activation()),
                        holder.amounts().getOrDefault(id, 0.0)))
                .toList();
    }

    /** What it needs is there, and yet it does not start: a session, or the first step before it, that lacks something. */
    Optional<Obstacle> reserved() {
        return contention.sessions().reserved().or(this::reservedForStep);
    }

    private Optional<Obstacle> reservedForStep() {
        for (Rehearsal.Start each : contention.ahead()) {
            List<ResourceId> lacking = new ArrayList<>();
            contention.needs(each).forEach((id, amount) -> {
                if (now.available(each.execution(), id) + TOLERANCE < amount) {
                    lacking.add(id);
                }
            });
            if (!lacking.isEmpty()) {
                return Optional.of(
                        new Obstacle.Reserved(contention.place(each.execution(), each.activation()), lacking));
            }
        }
        return Optional.empty();
    }
}
