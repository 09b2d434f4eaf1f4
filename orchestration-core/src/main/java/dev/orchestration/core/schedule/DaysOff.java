package dev.orchestration.core.schedule;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Days on which nothing is due. Written as a list of {@code 2026-12-25}, {@code 2026-12-24..2027-01-01}, {@code 12-25} (every
 * year), {@code sat}. Immutable, thread-safe.
 */
public final class DaysOff {
    /** None. */
    public static final DaysOff NONE = parse(List.of());

    /** Longer than any list of single days leaves no day between. */
    private static final int HORIZON_DAYS = 40_000;

    private static final Pattern YEARLY = Pattern.compile("\\d{2}-\\d{2}");

    private record Range(LocalDate from, LocalDate to) {}

    private final List<String> written;
    private final Set<LocalDate> days = new HashSet<>();
    private final Set<MonthDay> yearly = new HashSet<>();
    private final Set<DayOfWeek> weekdays = EnumSet.noneOf(DayOfWeek.class);
    private final List<Range> ranges = new ArrayList<>();

    private DaysOff(List<String> written) {
        this.written = List.copyOf(written);
    }

    /**
     * Reads them.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) with all faults at once
     */
    public static DaysOff parse(List<String> written) {
        DaysOff off = new DaysOff(written);
        List<String> faults = new ArrayList<>();
        for (String each : written) {
            if (!off.add(each.strip())) {
                faults.add(Quoted.of(each)
                        + " is no day; write 2026-12-25, 2026-12-24..2027-01-01, 12-25 for every year, or sat");
            }
        }
        if (off.weekdays.size() == 7) {
            faults.add("all seven days of the week are left out, so nothing would ever be due");
        }
        if (!faults.isEmpty()) {
            throw new OrchestrationException(ErrorCode.BAD_PARAMETERS, "days off: " + String.join("; ", faults));
        }
        return off;
    }

    private boolean add(String text) {
        for (DayOfWeek day : DayOfWeek.values()) {
            String name = day.getDisplayName(TextStyle.FULL, Locale.ENGLISH).toLowerCase(Locale.ROOT);
            String asked = text.toLowerCase(Locale.ROOT);
            if (asked.equals(name) || asked.equals(name.substring(0, 3))) {
                return weekdays.add(day);
            }
        }
        try {
            int dots = text.indexOf("..");
            if (dots >= 0) {
                Range range =
                        new Range(LocalDate.parse(text.substring(0, dots)), LocalDate.parse(text.substring(dots + 2)));
                return !range.to().isBefore(range.from()) && ranges.add(range);
            }
            if (YEARLY.matcher(text).matches()) {
                yearly.add(MonthDay.parse("--" + text));
            } else {
                days.add(LocalDate.parse(text));
            }
            return true;
        } catch (DateTimeException e) {
            return false;
        }
    }

    /** Whether nothing is due on this day. */
    public boolean contains(LocalDate day) {
        return days.contains(day)
                || weekdays.contains(day.getDayOfWeek())
                || yearly.contains(MonthDay.from(day))
                || ranges.stream().anyMatch(range -> !day.isBefore(range.from()) && !day.isAfter(range.to()));
    }

    /** The first day after this one that is none of them, null if none is near. */
    @Nullable
    LocalDate nextDayOn(LocalDate day) {
        for (int i = 1; i < HORIZON_DAYS; i++) {
            LocalDate next = day.plusDays(i);
            if (!contains(next)) {
                return next;
            }
        }
        return null;
    }

    /** Whether they were written in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof DaysOff off && off.written.equals(written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** As they were written. */
    public List<String> written() {
        return written;
    }
}
