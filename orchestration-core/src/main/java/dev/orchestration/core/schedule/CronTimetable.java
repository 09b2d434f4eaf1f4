package dev.orchestration.core.schedule;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import org.jspecify.annotations.Nullable;

/**
 * The slots of a cron expression in a time zone. Where the clock is put forward or back, an expression for every hour follows
 * real time: a quarter of an hour stays one. Any other fires once for each of its slots: one that the clock leaves out at the
 * moment of the change, one that comes twice at the first.
 *
 * @param zone in which its hours are meant
 */
public record CronTimetable(Cron cron, ZoneId zone) implements Timetable {
    @Override
    public @Nullable Instant next(Instant after) {
        ZoneRules rules = zone.getRules();
        return cron.isEveryHour() ? nextInRealTime(rules, after) : nextSlot(rules, after);
    }

    private @Nullable Instant nextSlot(ZoneRules rules, Instant after) {
        LocalDateTime slot = LocalDateTime.ofInstant(after, rules.getOffset(after));
        do {
            slot = cron.slotAfter(slot);
        } while (slot != null && !WallClock.instant(slot, rules).isAfter(after));
        return slot == null ? null : WallClock.instant(slot, rules);
    }

    /** Goes on with one offset up to its end, then from the time that the clock shows after it. */
    private @Nullable Instant nextInRealTime(ZoneRules rules, Instant after) {
        Instant from = after;
        LocalDateTime time = LocalDateTime.ofInstant(after, rules.getOffset(after));
        while (true) {
            LocalDateTime slot = cron.slotAfter(time);
            if (slot == null) {
                return null;
            }
            Instant due = slot.toInstant(rules.getOffset(from));
            ZoneOffsetTransition change = rules.nextTransition(from);
            if (change == null || due.isBefore(change.getInstant())) {
                return due;
            }
            from = change.getInstant();
            time = change.getDateTimeAfter().minusNanos(1);
        }
    }
}
