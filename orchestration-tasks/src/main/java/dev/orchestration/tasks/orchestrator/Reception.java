package dev.orchestration.tasks.orchestrator;

import java.nio.file.Path;

/** Where other threads tell the loop something. Thread-safe. */
final class Reception implements Attempt.Desk {
    private final Drive drive;
    private final Environment environment;
    private final Inbox inbox = new Inbox(Inbox.DEFAULT_LIMIT);

    Reception(Drive drive, Environment environment) {
        this.drive = drive;
        this.environment = environment;
    }

    /** Who steps the loop. */
    Drive drive() {
        return drive;
    }

    /** What was told and not taken in yet. */
    Inbox inbox() {
        return inbox;
    }

    @Override
    public boolean post(Message message) {
        boolean taken = inbox.post(message);
        if (taken) {
            drive.posted(Drive.NO_READING);
        }
        return taken;
    }

    /**
     * Leaves a message of somebody who then waits for the answer.
     *
     * @throws dev.orchestration.state.OrchestrationException ({@code QUEUE_FULL}) if too many wait already, ({@code
     *     CLOSED}) after the end
     */
    void ask(Message message) {
        if (!inbox.postFromOutside(message)) {
            throw Environment.closed();
        }
        drive.posted(Drive.NO_READING);
        drive.beforeWaiting();
    }

    /** Leaves a message of a thread that may hold locks of its own, and so must not be kept for a step. */
    void postInPassing(Message message) {
        if (inbox.post(message)) {
            drive.postedInPassing();
        }
    }

    @Override
    public int told(Attempt attempt, long reading) {
        if (inbox.post(attempt)) {
            return drive.posted(reading);
        }
        attempt.refuse(Environment.closed());
        return 0;
    }

    @Override
    public void giveBack(Holding held) {
        held.close();
    }

    @Override
    public Path logs() {
        return environment.logs();
    }
}
