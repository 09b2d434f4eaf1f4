package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.OrchestrationException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CronTest {
    private static List<String> slots(String cron, String after, int count) {
        Cron parsed = Cron.parse(cron);
        List<String> slots = new ArrayList<>();
        LocalDateTime time = LocalDateTime.parse(after);
        while (slots.size() < count && (time = parsed.slotAfter(time)) != null) {
            slots.add(time.toString());
        }
        return slots;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30 2 * * *|2026-01-01T02:30|2026-01-02T02:30",
                "30 2 * * *|2026-01-01T02:29:59|2026-01-01T02:30",
                "*/15 9-17 * * mon-fri|2026-01-02T17:45|2026-01-05T09:00",
                "0 0 29 2 *|2026-01-01T00:00|2028-02-29T00:00",
                "0 12 1 * 1|2026-01-01T12:00|2026-01-05T12:00",
                "0 12 * * 7|2026-01-01T12:00|2026-01-04T12:00",
                "0 12 * * 0-6|2026-01-01T12:00|2026-01-02T12:00",
                "10 0 12 * * *|2026-01-01T12:00|2026-01-01T12:00:10",
                "0 0 1 JAN,Jul *|2026-01-01T00:00|2026-07-01T00:00",
                "@weekly|2026-01-01T00:00|2026-01-04T00:00",
                "1-59/20 * * * *|2026-01-01T00:21|2026-01-01T00:41",
            })
    void theNextSlot(String cron, String after, String expected) {
        assertThat(slots(cron, after, 1)).containsExactly(expected);
    }

    @Test
    void aDayMatchesOneOfTheTwoFieldsIfBothSaySomething() {
        assertThat(slots("0 0 13 * 5", "2026-02-01T00:00", 5))
                .containsExactly(
                        "2026-02-06T00:00",
                        "2026-02-13T00:00",
                        "2026-02-20T00:00",
                        "2026-02-27T00:00",
                        "2026-03-06T00:00");
    }

    @Test
    void whatIsNeverTrueHasNoSlot() {
        assertThat(slots("0 0 30 2 *", "2026-01-01T00:00", 1)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "* * * *|has 4 fields",
                "60 * * * *|minute '60': it has values from 0 to 59",
                "*/0 * * * *|a step is a whole number from 1 on",
                "0/5 * * * *|a step needs a range, as in 0-59/5 or */5",
                "5-1 * * * *|it runs backwards; write 1-5",
                "0 0 L * *|day of the month 'L': write numbers from 1 to 31",
                "0 0 * * 5#3|day of the week",
                "0 0 * foo *|names jan to dec",
                "0 0 1,,2 * *|day of the month ''",
                "@nightly|@daily, @hourly",
                "-1 * * * *|minute",
            })
    void whatIsWrongIsToldWithWhatIsRight(String cron, String message) {
        assertThatThrownBy(() -> Cron.parse(cron))
                .isInstanceOf(OrchestrationException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> Cron.parse("61 25 * 13 *"))
                .hasMessageContaining("minute")
                .hasMessageContaining("hour")
                .hasMessageContaining("month");
    }

    /** Judged minute by minute, with the fields read as sets. */
    @Test
    void drawnExpressionsHaveTheSlotsThatASearchFinds() {
        long seed = Long.getLong("orchestration.cron.seed", new Random().nextLong());
        System.out.println("CronTest: seed " + seed);
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            String cron = String.join(
                    " ",
                    drawn(random, 0, 59),
                    drawn(random, 0, 23),
                    drawn(random, 1, 31),
                    drawn(random, 1, 12),
                    drawn(random, 0, 6));
            LocalDateTime after = LocalDateTime.of(2026, 1, 1, 0, 0).plusMinutes(random.nextInt(500_000));
            LocalDateTime end = after.plusYears(3);
            assertThat(slots(cron, after.toString(), 20))
                    .filteredOn(slot -> LocalDateTime.parse(slot).isBefore(end))
                    .as("seed " + seed + ": " + cron)
                    .isEqualTo(searched(cron, after, end, 20));
        }
    }

    private static String drawn(Random random, int first, int last) {
        int a = first + random.nextInt(last - first + 1);
        int b = first + random.nextInt(last - first + 1);
        return switch (random.nextInt(6)) {
            case 0 -> a + "," + b;
            case 1 -> Math.min(a, b) + "-" + Math.max(a, b);
            case 2 -> "*/" + (1 + random.nextInt(last));
            case 3 -> first + "-" + last;
            default -> "*";
        };
    }

    private static List<String> searched(String cron, LocalDateTime after, LocalDateTime end, int count) {
        String[] fields = cron.split(" ", -1);
        List<String> found = new ArrayList<>();
        for (LocalDateTime time = after.plusMinutes(1); found.size() < count && time.isBefore(end); ) {
            boolean day = isIn(time.getDayOfMonth(), fields[2], 1);
            boolean weekday = isIn(time.getDayOfWeek().getValue() % 7, fields[4], 0);
            boolean both = isFree(fields[2], 1, 31) || isFree(fields[4], 0, 6);
            if (!isIn(time.getMonthValue(), fields[3], 1) || !(both ? day && weekday : day || weekday)) {
                time = time.toLocalDate().plusDays(1).atStartOfDay();
            } else if (!isIn(time.getHour(), fields[1], 0)) {
                time = time.withMinute(0).plusHours(1);
            } else {
                if (isIn(time.getMinute(), fields[0], 0)) {
                    found.add(time.toString());
                }
                time = time.plusMinutes(1);
            }
        }
        return found;
    }

    private static boolean isFree(String field, int first, int last) {
        for (int value = first; value <= last; value++) {
            if (!isIn(value, field, first)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isIn(int value, String field, int first) {
        if (field.startsWith("*/")) {
            return (value - first) % Integer.parseInt(field.substring(2)) == 0;
        }
        if (field.equals("*")) {
            return true;
        }
        if (field.contains(",")) {
            return List.of(field.split(",", -1)).contains(String.valueOf(value));
        }
        String[] ends = field.split("-", -1);
        return value >= Integer.parseInt(ends[0]) && value <= Integer.parseInt(ends[1]);
    }
}
