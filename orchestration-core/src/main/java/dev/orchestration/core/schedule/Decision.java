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
    /** What came longer ago was missed although somebody is there: the machine slept, or had no time. */
    static final Duration PUNCTUAL = Duration.ofMinutes(1);

    /**
     * Times that are left out.
     *
     * @param newest the newest of them
     * @param count how many there are
     */
    record Left(Instant newest, long count, String why) {}

    /**
     * Decides; null if nothing has come.
     *
     * @param since when somebody began to fire; what came before was missed, however short ago
     * @param busy whether the run before has not ended
     */
    static @Nullable Decision of(RegisteredSchedule schedule, Instant since, Instant now, boolean busy) {
        FiringPolicy policy = schedule.schedule().policy();
        ScheduleState state = schedule.state();
        // One more than may run: the newest of those that are left out is to be told.
        int most = Math.max(policy.misfireCap(), (int) PUNCTUAL.toSeconds()) + 1;
        Slots slots = Slots.between(schedule.schedule().times(), state.last(), now, most);
        if (slots.isEmpty()) {
            return null;
        }
        Coming coming = new Coming(policy, state, busy);
        Instant late = latest(now.minus(PUNCTUAL), since.minusNanos(1));
        boolean missed = slots.first() != null && !slots.first().isAfter(late);
        if (missed) {
            coming.missed(slots, late);
        } else {
            slots.newest().forEach(coming::arrive);
        }
        return new Decision(state.decided(slots.last(), coming.waiting, coming.skipped), coming.left);
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
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
                        leave(time, 1, busy ? "the run before has not ended" : notBegun());
                    } else {
                        waiting.add(time);
                    }
                }
                case QUEUE -> {
                    if (waiting.size() >= policy.queueLimit()) {
                        leave(time, 1, waiting.size() + " wait already" + (busy ? " for the run before" : ""));
                    } else {
                        waiting.add(time);
                    }
                }
                case PARALLEL -> {
                    if (waiting.size() >= FiringPolicy.MOST) {
                        leave(time, 1, waiting.size() + " have not begun yet");
                    } else {
                        waiting.add(time);
                    }
                }
            }
        }

        private String notBegun() {
            return "the one of " + waiting.get(0) + " has not begun yet";
        }

        void missed(Slots slots, Instant late) {
            Instant newest = slots.last();
            String about = slots.exact() ? "" : " (at least)";
            switch (policy.misfire()) {
                case SKIP -> {
                    boolean inTime = newest.isAfter(late);
                    leave(slots, inTime ? 1 : 0, "missed" + about + ", as nobody was there to fire");
                    if (inTime) {
                        arrive(newest);
                    }
                }
                case ONCE -> {
                    leave(slots, 1, "missed" + about + "; one run makes up for all");
                    arrive(newest);
                }
                case ALL -> {
                    int most = Math.max(0, Math.min(policy.misfireCap(), FiringPolicy.MOST - waiting.size()));
                    int size = slots.newest().size();
                    List<Instant> kept = slots.newest().subList(Math.max(0, size - most), size);
                    leave(slots, kept.size(), "missed" + about + ", and older than the newest " + most);
                    waiting.addAll(kept);
                }
            }
        }

        /** All but the newest {@code kept}. */
        private void leave(Slots slots, int kept, String why) {
            if (slots.count() > kept) {
                Instant newest = slots.newest().get(slots.newest().size() - 1 - kept);
                leave(newest, slots.count() - kept, why);
            }
        }

        private void leave(Instant newest, long count, String why) {
            skipped += count;
            left.add(new Left(newest, count, why));
        }
    }
}
