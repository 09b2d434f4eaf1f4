package dev.orchestration.tasks.orchestrator;

import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.decide.Rules;
import java.util.Arrays;

/** How each node of an execution is carried out, asked of the rules once. Confined to the loop. */
final class Kinds {
    private static final ActionKind[] KINDS = ActionKind.values();

    private final Rules rules;
    /** By node, one more than the kind's number; 0 is not known yet. */
    private byte[] known = new byte[0];

    Kinds(Rules rules) {
        this.rules = rules;
    }

    ActionKind of(int node) {
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
