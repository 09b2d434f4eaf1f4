package dev.orchestration.core.schedule;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import java.text.ParseException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.quartz.CronExpression;

/**
 * A cron expression of five fields (minute, hour, day of the month, month, day of the week) or six (the second before them),
 * or {@code @hourly} and the like. A day that must match both fields of days matches if it matches one of them, unless
 * the other covers every day. Knows no time zone: its slots are times on a clock face. Immutable, thread-safe.
 *
 * <p>Quartz finds the slots, in UTC, where it has no gaps to err about.
 */
public final class Cron {
    private static final Map<String, String> WORDS = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final String text;
    private final boolean everyHour;
    /** Two where both fields of days say something, as Quartz wants one of them left open. */
    private final List<CronExpression> slots;

    private Cron(String text, boolean everyHour, List<CronExpression> slots) {
        this.text = text;
        this.everyHour = everyHour;
        this.slots = slots;
    }

    /**
     * Reads an expression.
     *
     * @throws OrchestrationException ({@code BAD_PARAMETERS}) with all faults at once, each with its remedy
     */
    public static Cron parse(String text) {
        String stripped = text.strip();
        String expanded = WORDS.getOrDefault(stripped.toLowerCase(Locale.ROOT), stripped);
        if (expanded.startsWith("@")) {
            throw bad(
                    text,
                    "there are "
                            + String.join(", ", WORDS.keySet().stream().sorted().toList()));
        }
        List<String> fields = List.of(SPACE.split(expanded, -1));
        if (fields.size() != 5 && fields.size() != 6) {
            throw bad(
                    text,
                    "it has " + (expanded.isEmpty() ? 0 : fields.size())
                            + " fields, and needs five (minute, hour, day of the month, month, day of the week) or six"
                            + " (the second before them)");
        }
        List<String> faults = new ArrayList<>();
        BitSet[] values = new BitSet[6];
        values[0] = BitSet.valueOf(new long[] {1});
        for (int i = 0; i < fields.size(); i++) {
            int field = i + 6 - fields.size();
            try {
                values[field] = CronField.values()[field].parse(fields.get(i));
            } catch (CronField.Fault e) {
                faults.add(e.getMessage());
            }
        }
        if (!faults.isEmpty()) {
            throw bad(text, String.join("; ", faults));
        }
        return new Cron(stripped, CronField.HOUR.isAll(values[2]), slots(values));
    }

    private static List<CronExpression> slots(BitSet[] values) {
        boolean anyDay = CronField.DAY_OF_MONTH.isAll(values[3]);
        boolean anyWeekday = CronField.DAY_OF_WEEK.isAll(values[5]);
        String days = CronField.DAY_OF_MONTH.quartz(values[3]);
        String weekdays = CronField.DAY_OF_WEEK.quartz(values[5]);
        List<CronExpression> slots = new ArrayList<>();
        if (!anyDay || anyWeekday) {
            slots.add(quartz(values, days, "?"));
        }
        if (!anyWeekday) {
            slots.add(quartz(values, "?", weekdays));
        }
        return List.copyOf(slots);
    }

    private static CronExpression quartz(BitSet[] values, String days, String weekdays) {
        String expression = String.join(
                " ",
                CronField.SECOND.quartz(values[0]),
                CronField.MINUTE.quartz(values[1]),
                CronField.HOUR.quartz(values[2]),
                days,
                CronField.MONTH.quartz(values[4]),
                weekdays);
        try {
            CronExpression slots = new CronExpression(expression);
            slots.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
            return slots;
        } catch (ParseException e) {
            throw new IllegalStateException("Quartz does not read " + expression, e);
        }
    }

    /** Whether its hours are all that there are, so that it follows real time, whatever the clock face does. */
    boolean isEveryHour() {
        return everyHour;
    }

    /** The first slot after a time on the clock face, null if there is none in this century. */
    @Nullable
    LocalDateTime slotAfter(LocalDateTime time) {
        Date after = Date.from(time.toInstant(ZoneOffset.UTC));
        Instant first = null;
        for (CronExpression each : slots) {
            Date date = each.getNextValidTimeAfter(after);
            if (date != null && (first == null || date.toInstant().isBefore(first))) {
                first = date.toInstant();
            }
        }
        return first == null ? null : LocalDateTime.ofInstant(first, ZoneOffset.UTC);
    }

    private static OrchestrationException bad(String text, String why) {
        return new OrchestrationException(ErrorCode.BAD_PARAMETERS, "cron expression " + Quoted.of(text) + ": " + why);
    }

    /** Whether it was written in the same way. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Cron cron && cron.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
