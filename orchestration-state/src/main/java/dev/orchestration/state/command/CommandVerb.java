package dev.orchestration.state.command;

import dev.orchestration.state.Wire;

/** What the owner of a store can be asked to do; on the wire in lower case. A newer sender may know more of them. */
public enum CommandVerb {
    /** Begin an execution of the definition that the command brings with it. */
    RUN,
    /** Go on with an execution that was interrupted or is paused. */
    RESUME,
    /** Try again what failed in an execution that has ended. */
    RETRY,
    /** Begin a new execution that keeps results of another one. */
    FORK,
    /** End an execution, or one step of it, for good. */
    CANCEL,
    /** End the attempts of an execution and pause it, so that it can be resumed. */
    SUSPEND,
    /** Let nothing new of an execution start; what runs goes on to its end. */
    PAUSE,
    /** Go on with a paused execution. */
    CONTINUE,
    /** Bring a signal to whoever of an execution waits for it, or will do so. */
    SIGNAL,
    /** Approve or reject what a step asks. */
    APPROVE,
    /** Say what becomes of a step that was interrupted. */
    DECIDE;

    public String wire() {
        return Wire.name(this);
    }
}
