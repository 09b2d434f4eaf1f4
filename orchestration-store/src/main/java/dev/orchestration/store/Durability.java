package dev.orchestration.store;

import dev.orchestration.state.Wire;

/**
 * What a commit waits for. A store has no memory of it: each owner chooses. Neither can damage a store or lose a commit when
 * a process dies, however it dies.
 */
public enum Durability {
    /** The disk has it: what is acknowledged survives a power cut too. The usual choice. */
    DURABLE,
    /**
     * The operating system has it, or the database server: several times faster, and a power cut, or a crash of the server,
     * may undo the last moments, newest first.
     */
    FAST;

    /** The lower-case name. */
    public String wire() {
        return Wire.name(this);
    }
}
