package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.Batch;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.Journal;
import java.util.EnumMap;
import java.util.Map;
import java.util.Random;

/**
 * A journal on a bad day, drawn from a seed: it refuses a batch for a while, is cut off so that nobody knows whether a batch is
 * recorded, and the process dies just before or just after a commit. While it stands still it does so for some more tries.
 */
final class Storm implements Journal {
    /** What may happen to a batch. */
    enum Blow {
        FULL,
        LOCKED,
        CUT_BEFORE,
        CUT_AFTER,
        DEATH_BEFORE,
        DEATH_AFTER
    }

    private static final Blow[] BLOWS = Blow.values();

    private final Journal shelter;
    private final Random random;
    private final double often;
    final Map<Blow, Integer> blows = new EnumMap<>(Blow.class);
    private boolean lies;
    private boolean over;
    private boolean dead;
    private boolean wentOn;
    private int retries;
    private Commit last;

    /**
     * Begins to blow.
     *
     * @param shelter where batches are recorded in the end
     * @param often what part of the batches is hit
     */
    Storm(Journal shelter, long seed, double often) {
        this.shelter = shelter;
        this.random = new Random(seed);
        this.often = often;
    }

    /** Says of some batches that they are recorded although they are not, which those who look on must see. */
    void lies() {
        lies = true;
    }

    /** From now on the weather is fine. */
    void ends() {
        over = true;
    }

    /** Whether the process has died since this was asked before. */
    boolean takeDeath() {
        boolean died = dead;
        dead = false;
        retries = 0;
        return died;
    }

    /** Whether a batch was found recorded since this was asked before, be it that another one was refused after it. */
    boolean takeWentOn() {
        boolean went = wentOn;
        wentOn = false;
        return went;
    }

    @Override
    public void append(Batch batch) {
        if (!over && retries > 0) {
            retries--;
            throw refusal(random.nextBoolean() ? ErrorCode.STORE_FULL : ErrorCode.STORE_BUSY);
        }
        if (over || random.nextDouble() >= often) {
            record(batch);
            wentOn = true;
            return;
        }
        if (lies) {
            return;
        }
        Blow blow = BLOWS[random.nextInt(BLOWS.length)];
        blows.merge(blow, 1, Integer::sum);
        if (blow == Blow.CUT_AFTER || blow == Blow.DEATH_AFTER) {
            record(batch);
        }
        retries = random.nextInt(4);
        dead = blow == Blow.DEATH_BEFORE || blow == Blow.DEATH_AFTER;
        throw refusal(
                switch (blow) {
                    case FULL -> ErrorCode.STORE_FULL;
                    case LOCKED -> ErrorCode.STORE_BUSY;
                    case CUT_BEFORE, CUT_AFTER -> ErrorCode.STORE_UNREACHABLE;
                    case DEATH_BEFORE, DEATH_AFTER -> ErrorCode.STORE_UNAVAILABLE;
                });
    }

    private void record(Batch batch) {
        shelter.append(batch);
        last = batch.commits().get(0);
    }

    @Override
    public boolean holds(Batch batch) {
        if (!over && retries > 0) {
            retries--;
            throw refusal(ErrorCode.STORE_UNREACHABLE);
        }
        boolean held = batch.commits().get(0).equals(last);
        wentOn |= held;
        return held;
    }

    private static OrchestrationException refusal(ErrorCode code) {
        return new OrchestrationException(code, "a blow");
    }
}
