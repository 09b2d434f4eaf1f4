package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.ReadyNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An execution's place among those of its session that want to start something: the key of the first of its ready nodes.
 * Confined to the loop.
 */
final class Standing extends IndexedHeap.Element<Standing> {
    /** How many heads of one execution are looked past in one step when resources are short; one by one means none. */
    static final int LOOK_AHEAD = 64;

    private final Hosted hosted;
    private final int lookAhead;
    private final List<ReadyNode> heldBack = new ArrayList<>();
    private @Nullable SessionShare share;
    private int head = ExecutionState.NOBODY;
    private long rank;
    private long seq;

    Standing(Hosted hosted) {
        this.hosted = hosted;
        this.lookAhead = hosted.hosting().mode() == OrchestrationMode.SEQUENTIAL ? 0 : LOOK_AHEAD;
    }

    Hosted hosted() {
        return hosted;
    }

    /** Its session, null if the execution does not take part. */
    @Nullable
    SessionShare share() {
        return share;
    }

    void share(@Nullable SessionShare next) {
        share = next;
    }

    /** Looks at the head anew; says whether there is one that the execution's own limits let start. */
    boolean look() {
        ExecutionState state = hosted.state();
        head = hosted.hasRoom(ActionKind.WORK) && heldBack.size() <= lookAhead
                ? state.nextReady()
                : ExecutionState.NOBODY;
        if (head == ExecutionState.NOBODY) {
            return false;
        }
        rank = state.readyRank();
        seq = state.readySeq();
        return true;
    }

    /** The ready node that would start. */
    int head() {
        return head;
    }

    long rank() {
        return rank;
    }

    long seq() {
        return seq;
    }

    /** Takes the head aside until {@link #putBack()}; says whether it is the first one. */
    boolean holdBack() {
        ReadyNode taken = hosted.state().takeReady();
        if (taken != null) {
            heldBack.add(taken);
        }
        return heldBack.size() == 1;
    }

    void putBack() {
        for (int i = heldBack.size() - 1; i >= 0; i--) {
            hosted.state().putBack(heldBack.get(i));
        }
        heldBack.clear();
    }

    @Override
    boolean isBefore(Standing other) {
        if (rank != other.rank) {
            return rank < other.rank;
        }
        return seq != other.seq ? seq < other.seq : hosted.id().compareTo(other.hosted.id()) < 0;
    }
}
