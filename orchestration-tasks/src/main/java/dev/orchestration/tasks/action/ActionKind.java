package dev.orchestration.tasks.action;

/** How the engine carries an action out. */
public enum ActionKind {
    /** Runs on a worker thread and mostly computes. */
    WORK,
    /** Runs on a worker thread and mostly waits for something outside; on Java 21 and newer, on a virtual thread. */
    BLOCKING,
    /** Is no work at all: the engine opens a wait, which holds neither worker nor slot. */
    WAIT,
    /**
     * Waits for an execution of its own, which holds neither worker nor slot; once that has ended well, a worker takes in what
     * came of it.
     */
    CHILD
}
