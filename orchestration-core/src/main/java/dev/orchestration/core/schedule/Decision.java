package dev.orchestration.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the times that have come: a function of a schedule, how far it is, and the time.
 *
 * @param state what is to be recorded before anything is begun
 * @param left the times that are left out
 */
record Decision(ScheduleState state, List<Left> left) {
    /** Whatever is older was missed: nobody was there, or the machine slept. */
    static final Duration PUNCTUAL = Duration.ofMinutes(1);

    /**
     * Times that are left out.
     *
     * @param newest the newest of them
     * @param count how many there are
     */
    record Left(Instant newest, long count, String why) {}

    /** @param busy whether the run before has not ended; null if nothing has come */
    static @Nullable Decision of(RegisteredSchedule schedule, Instant now, boolean busy) {
        FiringPolicy policy = schedule.schedule().policy();
        ScheduleState state = schedule.state();
        int most = Math.max(policy.misfireCap(), (int) PUNCTUAL.toSeconds() + 1);
        Slots slots = Slots.between(schedule.schedule().times(), state.last(), now, most);
        if (slots.isEmpty()) {
            return null;
        }
        Coming coming = new Coming(policy, state, busy);
        Instant late = now.minus(PUNCTUAL);
        boolean missed = slots.first() != null && !slots.first().isAfter(late);
        if (missed) {
            coming.missed(slots, late);
        } else {
            slots.newest().forEach(coming::arrive);
        }
        return new Decision(state.decided(slots.last(), coming.waiting, coming.skipped), coming.left);
    }

    /** Gathers it. */
    private static final class Coming {
        private final FiringPolicy policy;
        private final boolean busy;
        private final List<Instant> waiting;
        private final List<Left> left = new ArrayList<>();
        private long skipped;

        Coming(FiringPolicy policy, ScheduleState state, boolean busy) {
            this.policy = policy;
            this.busy = busy;
            this.waiting = new ArrayList<>(state.waiting());
        }

        void arrive(Instant time) {
            switch (policy.overlap()) {
                case SKIP -> {
                    if (busy || !waiting.isEmpty()) {
                        leave(time, 1, "the run before has not ended");
                    } else {
                        waiting.add(time);
                    }
                }
                case QUEUE -> {
                    if (waiting.size() >= policy.queueLimit()) {
                        leave(time, 1, waiting.size() + " wait already for the run before");
                    } else {
                        waiting.add(time);
                    }
                }
                case PARALLEL -> waiting.add(time);
            }
        }

        void missed(Slots slots, Instant late) {
            Instant newest = slots.last();
            String about = slots.exact() ? "" : " (at least)";
            switch (policy.misfire()) {
                case SKIP -> {
                    boolean inTime = newest.isAfter(late);
                    leave(newest, slots.count() - (inTime ? 1 : 0), "missed" + about + ", as nobody was there to fire");
                    if (inTime) {
                        arrive(newest);
                    }
                }
                case ONCE -> {
                    leave(newest, slots.count() - 1, "missed" + about + "; one run makes up for all");
                    arrive(newest);
                }
                case ALL -> {
                    int most = Math.min(policy.misfireCap(), FiringPolicy.MOST - waiting.size());
                    List<Instant> kept = slots.newest()
                            .subList(
                                    Math.max(0, slots.newest().size() - most),
                                    slots.newest().size());
                    leave(
                            newest,
                            slots.count() - kept.size(),
                            "missed" + about + ", and older than the newest " + most);
                    waiting.addAll(kept);
                }
            }
        }

        private void leave(Instant newest, long count, String why) {
            if (count > 0) {
                skipped += count;
                left.add(new Left(newest, count, why));
            }
        }
    }
}
