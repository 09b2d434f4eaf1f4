package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TimetableTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private static List<String> next(Timetable timetable, String after, int count) {
        List<String> next = new ArrayList<>();
        Instant at = Instant.parse(after);
        while (next.size() < count && (at = timetable.next(at)) != null) {
            next.add(at.toString());
        }
        return next;
    }

    @Test
    void anIntervalCountsFromItsStart() {
        Timetable every =
                new IntervalTimetable(Duration.ofMinutes(90), Instant.parse("2026-01-01T00:10:00Z"), ZoneOffset.UTC);
        assertThat(next(every, "2025-12-31T00:00:00Z", 3))
                .containsExactly("2026-01-01T00:10:00Z", "2026-01-01T01:40:00Z", "2026-01-01T03:10:00Z");
        assertThat(next(every, "2026-01-01T01:40:00Z", 1)).containsExactly("2026-01-01T03:10:00Z");
    }

    @Test
    void anIntervalOfDaysKeepsTheTimeOnTheClockAndAnyOtherIsRealTime() {
        Instant start = Instant.parse("2026-03-27T05:00:00Z");
        assertThat(next(new IntervalTimetable(Duration.ofDays(2), start, BERLIN), "2026-03-27T05:00:00Z", 2))
                .containsExactly("2026-03-29T04:00:00Z", "2026-03-31T04:00:00Z");
        assertThat(next(new IntervalTimetable(Duration.ofHours(47), start, BERLIN), "2026-03-27T05:00:00Z", 2))
                .containsExactly("2026-03-29T04:00:00Z", "2026-03-31T03:00:00Z");
    }

    @Test
    void anIntervalIsNeitherTooShortNorTooLong() {
        Instant start = Instant.EPOCH;
        assertThatThrownBy(() -> new IntervalTimetable(Duration.ofMillis(999), start, BERLIN))
                .hasMessageContaining("between 1s and 3660d");
        assertThatThrownBy(() -> new IntervalTimetable(Duration.ofDays(3_661), start, BERLIN))
                .hasMessageContaining("between 1s and 3660d");
    }

    @Test
    void whatFallsOnADayOffIsLeftOut() {
        DaysOff off = DaysOff.parse(List.of("sat", "Sunday", "2026-12-24..2026-12-31", "01-01", "2027-01-04"));
        Timetable daily = new WorkingDays(new CronTimetable(Cron.parse("0 8 * * *"), BERLIN), off, BERLIN);
        assertThat(next(daily, "2026-12-22T12:00:00Z", 3))
                .containsExactly("2026-12-23T07:00:00Z", "2027-01-05T07:00:00Z", "2027-01-06T07:00:00Z");
        assertThat(off.contains(LocalDate.parse("2030-01-01"))).isTrue();
    }

    @Test
    void theDaysAreThoseOfTheZone() {
        DaysOff off = DaysOff.parse(List.of("2026-05-02"));
        Timetable hourly = new WorkingDays(new CronTimetable(Cron.parse("0 * * * *"), BERLIN), off, BERLIN);
        assertThat(next(hourly, "2026-05-01T21:30:00Z", 1)).containsExactly("2026-05-02T22:00:00Z");
    }

    @Test
    void whatFallsOnDaysOffAloneIsNeverDue() {
        DaysOff off = DaysOff.parse(List.of("12-25"));
        Timetable never = new WorkingDays(new CronTimetable(Cron.parse("0 8 25 12 *"), BERLIN), off, BERLIN);
        assertThat(next(never, "2026-01-01T00:00:00Z", 1)).isEmpty();
    }

    @Test
    void allThatIsNoDayIsToldAtOnce() {
        assertThatThrownBy(() -> DaysOff.parse(List.of("2026-02-30", "someday", "2026-02-02..2026-02-01", "fri")))
                .hasMessageContaining("2026-02-30")
                .hasMessageContaining("someday")
                .hasMessageContaining("2026-02-02..2026-02-01");
        assertThatThrownBy(() -> DaysOff.parse(List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun")))
                .hasMessageContaining("all seven days");
    }
}
