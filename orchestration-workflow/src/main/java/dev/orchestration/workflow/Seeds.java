package dev.orchestration.workflow;

import dev.orchestration.state.ExecutionId;

/** The seed of an execution's chance, drawn from its id (FNV-1a, 64 bits), so that a source of ids decides both. */
final class Seeds {
    private Seeds() {}

    static long of(ExecutionId id) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < id.value().length(); i++) {
            hash = (hash ^ id.value().charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
