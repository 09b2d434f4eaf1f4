package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.ChildWaits;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Rules;
import java.util.Arrays;

/** How each node of an execution is carried out, asked of the rules once, as long as it has this state. Confined to the loop. */
final class Kinds {
    private static final ActionKind[] KINDS = ActionKind.values();

    private final Rules rules;
    /** By node, one more than the kind's number; 0 is not known yet. */
    private byte[] known = new byte[0];

    private boolean waitsAreApart;

    Kinds(Rules rules) {
        this.rules = rules;
    }

    /** Of a node, or the row of an item; what waits for an execution waits, and then takes in what came of it. */
    ActionKind of(ExecutionState state, int row) {
        ActionKind kind = ofNode(state.node(row));
        if (kind != ActionKind.CHILD) {
            return kind;
        }
        return ChildWaits.of(state).hasEnded(row) ? ActionKind.BLOCKING : ActionKind.WAIT;
    }

    /** From now on the state tells what only waits apart from what else is ready. */
    void setWaitsApart(ExecutionState state) {
        if (!waitsAreApart) {
            waitsAreApart = true;
            state.setApart(row -> of(state, row) == ActionKind.WAIT);
        }
    }

    private ActionKind ofNode(int node) {
        if (node < known.length && known[node] > 0) {
            return KINDS[known[node] - 1];
        }
        ActionKind kind = rules.kind(node);
        if (node >= known.length) {
            known = Arrays.copyOf(known, Math.max(node + 1, 2 * known.length));
        }
        known[node] = (byte) (kind.ordinal() + 1);
        return kind;
    }
}
