package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * All changes of all clocks of the world from 2000 to 2040, against a search through every minute around each of them. A
 * build looks at some zones, {@code -Dorchestration.zones=1} at all.
 */
@Timeout(3_600)
final class DaylightSavingTest {
    private static final int EVERY = Integer.getInteger("orchestration.zones", 12);
    private static final Duration AROUND = Duration.ofHours(26);

    /** Whether a time on the clock face, a whole minute, is a slot; the words are the expression. */
    private static final Map<String, Predicate<LocalDateTime>> EXPRESSIONS = new LinkedHashMap<>();

    static {
        EXPRESSIONS.put("30 2 * * *", time -> time.getHour() == 2 && time.getMinute() == 30);
        EXPRESSIONS.put("0 * * * *", time -> time.getMinute() == 0);
        EXPRESSIONS.put("*/15 * * * *", time -> time.getMinute() % 15 == 0);
        EXPRESSIONS.put("7 0-23 * * *", time -> time.getMinute() == 7);
        EXPRESSIONS.put("0 0 * * *", time -> time.getHour() == 0 && time.getMinute() == 0);
        EXPRESSIONS.put("0 */2 * * *", time -> time.getHour() % 2 == 0 && time.getMinute() == 0);
        EXPRESSIONS.put(
                "30 1 * * 1-5",
                time -> time.getHour() == 1
                        && time.getMinute() == 30
                        && time.getDayOfWeek().getValue() <= 5);
        EXPRESSIONS.put("*/20 0-3 * * *", time -> time.getHour() <= 3 && time.getMinute() % 20 == 0);
    }

    private static List<ZoneId> zones() {
        Map<List<ZoneOffsetTransition>, ZoneId> distinct = new LinkedHashMap<>();
        ZoneId.getAvailableZoneIds().stream()
                .sorted()
                .map(ZoneId::of)
                .forEach(zone -> distinct.putIfAbsent(changes(zone), zone));
        return List.copyOf(distinct.values());
    }

    private static List<ZoneOffsetTransition> changes(ZoneId zone) {
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        Instant at = Year.of(2000).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant end = Year.of(2041).atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        ZoneOffsetTransition next;
        while ((next = zone.getRules().nextTransition(at)) != null
                && next.getInstant().isBefore(end)) {
            changes.add(next);
            at = next.getInstant();
        }
        return changes;
    }

    private static List<Instant> told(Timetable timetable, Instant from, Instant to) {
        List<Instant> told = new ArrayList<>();
        Instant at = from.minusNanos(1);
        while ((at = timetable.next(at)) != null && at.isBefore(to)) {
            told.add(at);
        }
        return told;
    }

    /** What follows real time is due whenever the clock shows a slot. */
    private static List<Instant> inRealTime(Predicate<LocalDateTime> slot, ZoneRules rules, Instant from, Instant to) {
        List<Instant> due = new ArrayList<>();
        for (Instant at = from; at.isBefore(to); at = at.plusSeconds(60)) {
            if (slot.test(LocalDateTime.ofInstant(at, rules.getOffset(at)))) {
                due.add(at);
            }
        }
        return due;
    }

    /** Any other once for each slot, whether the clock shows it never, once or twice. */
    private static List<Instant> bySlot(Predicate<LocalDateTime> slot, ZoneRules rules, Instant from, Instant to) {
        TreeSet<Instant> due = new TreeSet<>();
        LocalDateTime end = LocalDateTime.ofInstant(to, ZoneOffset.UTC).plusDays(2);
        for (LocalDateTime time = LocalDateTime.ofInstant(from, ZoneOffset.UTC).minusDays(2);
                time.isBefore(end);
                time = time.plusMinutes(1)) {
            if (slot.test(time)) {
                List<ZoneOffset> offsets = rules.getValidOffsets(time);
                due.add(offsets.isEmpty() ? rules.getTransition(time).getInstant() : time.toInstant(offsets.get(0)));
            }
        }
        return List.copyOf(due.subSet(from, to));
    }

    @Test
    void noChangeOfAClockMakesAScheduleMissOrRepeatASlot() {
        List<ZoneId> zones = zones();
        assertThat(zones).hasSizeGreaterThan(100);
        int windows = 0;
        for (int i = 0; i < zones.size(); i += EVERY) {
            ZoneId zone = zones.get(i);
            for (ZoneOffsetTransition change : changes(zone)) {
                // Where an offset has seconds, whole minutes of real time are none on the clock.
                if (change.getOffsetBefore().getTotalSeconds() % 60 != 0
                        || change.getOffsetAfter().getTotalSeconds() % 60 != 0) {
                    continue;
                }
                Instant from = change.getInstant().minus(AROUND);
                Instant to = change.getInstant().plus(AROUND);
                windows++;
                EXPRESSIONS.forEach((text, slot) -> {
                    Cron cron = Cron.parse(text);
                    List<Instant> expected = cron.isEveryHour()
                            ? inRealTime(slot, zone.getRules(), from, to)
                            : bySlot(slot, zone.getRules(), from, to);
                    assertThat(told(new CronTimetable(cron, zone), from, to))
                            .as(text + " in " + zone + " around " + change)
                            .isEqualTo(expected);
                });
                String day = "a day's interval in " + zone + " around " + change;
                Instant start = LocalDateTime.ofInstant(from, zone.getRules().getOffset(from))
                        .minusDays(3)
                        .withHour(2)
                        .withMinute(30)
                        .atZone(zone)
                        .toInstant();
                if (LocalDateTime.ofInstant(start, zone.getRules().getOffset(start))
                                .getHour()
                        == 2) {
                    assertThat(told(new IntervalTimetable(Duration.ofDays(1), start, zone), from, to))
                            .as(day)
                            .isEqualTo(bySlot(EXPRESSIONS.get("30 2 * * *"), zone.getRules(), from, to));
                }
            }
        }
        System.out.println("DaylightSavingTest: " + windows + " changes of clocks");
        assertThat(windows).isGreaterThan(100);
    }
}
