package dev.orchestration.testing;

import dev.orchestration.testing.Commits.Fate;

/** Lets commits of the store fail, each by its number, which counts from 1 over all lives of the engine. Not thread-safe. */
public final class StoreFaults {
    private final Commits commits;

    StoreFaults(Commits commits) {
        this.commits = commits;
    }

    /** How many commits were asked for so far. */
    public int commits() {
        return commits.count();
    }

    /** The disk is full at this commit: it is not recorded, and tried again a second later. */
    public StoreFaults refuse(int commit) {
        commits.set(commit, Fate.REFUSED);
        return this;
    }

    /**
     * The way to the store is cut at this commit, so that nobody knows its outcome; a second later it can be told.
     *
     * @param recorded whether it is recorded in truth
     */
    public StoreFaults unknown(int commit, boolean recorded) {
        commits.set(commit, recorded ? Fate.UNKNOWN_RECORDED : Fate.UNKNOWN_LOST);
        return this;
    }

    /** The store takes nothing more from this commit on; {@link TestEngine#crash()} begins anew on what it has. */
    public StoreFaults lose(int commit) {
        commits.set(commit, Fate.STORE_LOST);
        return this;
    }

    void crash(int commit, boolean after) {
        commits.set(commit, after ? Fate.CRASH_AFTER : Fate.CRASH_BEFORE);
    }
}
