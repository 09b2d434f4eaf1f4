package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.Records;
import dev.orchestration.tasks.OrchestrationMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Instant NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z");

    private final InMemoryRecords records = new InMemoryRecords();
    private final ManualClock clock = new ManualClock(NEW_YEAR.toEpochMilli() * 1_000);
    private final List<String> told = new ArrayList<>();
    private final ScheduleManager manager =
            new ScheduleManager(records, clock, news -> told.add(news.change() + " " + news.schedule()), null);

    private static Schedule full() {
        return Schedule.named("nightly")
                .file(Path.of("/srv/report.yaml"))
                .directory(Path.of("/srv"))
                .parameters(Map.of("day", "monday", "list", List.of(1, 2)))
                .mode(OrchestrationMode.PRIORITY)
                .maxParallelTasks(3)
                .cron("0 3 * * mon-fri")
                .zone(ZoneId.of("Europe/Berlin"))
                .exclude("12-25", "2026-07-01..2026-07-31")
                .start(NEW_YEAR)
                .end(NEW_YEAR.plus(Duration.ofDays(365)))
                .misfireAll(7)
                .queue(3)
                .build();
    }

    @Test
    void nothingIsLostByItsJson() {
        Map<String, Object> json = full().json();
        Schedule again = Schedule.of(json);

        assertThat(again.json()).isEqualTo(json);
        assertThat(again.name()).isEqualTo("nightly");
        assertThat(again.policy()).isEqualTo(full().policy());
        assertThat(again.work()).isEqualTo(full().work());
        assertThat(Schedule.named("x")
                        .workflow("w")
                        .every(Duration.ofMinutes(90))
                        .build()
                        .json())
                .containsEntry("every", "PT1H30M")
                .containsEntry("zone", "Z");
    }

    @Test
    void allFaultsAreToldAtOnce() {
        assertThatThrownBy(() -> Schedule.of(Map.of(
                        "name", "a b",
                        "cron", "0 25 * * *",
                        "every", "5 minutes",
                        "zone", "Berlin",
                        "misfire", "never",
                        "queue_limit", 0,
                        "start", "tomorrow",
                        "exclude", List.of("someday"),
                        "crom", "x")))
                .isInstanceOfSatisfying(
                        OrchestrationException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.BAD_PARAMETERS))
                .hasMessageContaining("a name has letters")
                .hasMessageContaining("hour '25'")
                .hasMessageContaining("'5 minutes' is no duration")
                .hasMessageContaining("'Berlin' is no time zone")
                .hasMessageContaining("'never' is not one of skip, once, all")
                .hasMessageContaining("queue_limit is a whole number from 1 to 1000")
                .hasMessageContaining("'tomorrow' is no moment")
                .hasMessageContaining("'someday' is no day")
                .hasMessageContaining("'crom'; did you mean 'cron'?")
                .hasMessageContaining("either a workflow that the engine knows or a file")
                .hasMessageContaining("either a cron expression or an interval");
    }

    @Test
    void whatIsNeverDueIsRefused() {
        ScheduleBuilder never = Schedule.named("x").workflow("w").cron("0 0 30 2 *");
        assertThatThrownBy(never::build).hasMessageContaining("never due");
        ScheduleBuilder past =
                Schedule.named("x").workflow("w").cron("@daily").start(NEW_YEAR).end(NEW_YEAR.minusSeconds(1));
        assertThatThrownBy(past::build).hasMessageContaining("ends before it starts");
    }

    @Test
    void schedulesAreAddedChangedAndRemoved() {
        Schedule nightly = full();
        var added = manager.add(nightly);
        assertThat(manager.get("nightly")).isEqualTo(added);
        assertThatThrownBy(() -> manager.add(nightly)).hasMessageContaining("there is a schedule 'nightly' already");
        assertThat(manager.pause("nightly").schedule().paused()).isTrue();
        assertThat(manager.pause("nightly").schedule().paused()).isTrue();
        assertThat(manager.resume("nightly").schedule().paused()).isFalse();
        assertThat(manager.list()).hasSize(1);
        assertThatThrownBy(() -> manager.get("nightl")).hasMessageContaining("did you mean 'nightly'?");
        assertThat(manager.remove("nightly")).isTrue();
        assertThat(manager.find("nightly")).isEmpty();
        assertThat(told).containsExactly("created nightly", "paused nightly", "resumed nightly", "removed nightly");
    }

    @Test
    void theNextTimesAreTold() {
        var unused = manager.add(full());

        assertThat(manager.next("nightly", 3))
                .extracting(Instant::toString)
                .containsExactly("2026-01-01T02:00:00Z", "2026-01-02T02:00:00Z", "2026-01-05T02:00:00Z");
    }

    @Test
    void anIntervalBeginsWhenItIsAddedAndKeepsThatWhenItIsStoredAgain() {
        clock.advance(Duration.ofMillis(10_250));
        var unused = manager.add(
                Schedule.named("x").workflow("w").every(Duration.ofHours(1)).build());

        assertThat(manager.next("x", 2))
                .extracting(Instant::toString)
                .containsExactly("2026-01-01T01:00:10Z", "2026-01-01T02:00:10Z");
    }

    /** As a host does that says at each start what its schedules are. */
    @Test
    void whatIsStoredOnceMoreGoesOnAsItWas() {
        Schedule hourly =
                Schedule.named("x").workflow("w").every(Duration.ofHours(1)).build();
        var first = manager.replace(hourly);
        var paused = manager.pause("x");
        clock.advance(Duration.ofMinutes(90));

        assertThat(manager.replace(hourly)).isEqualTo(paused);
        assertThat(told).containsExactly("created x", "paused x");
        var other = manager.replace(
                Schedule.named("x").workflow("w").every(Duration.ofHours(2)).build());
        assertThat(other.schedule().times().start()).isEqualTo("2026-01-01T01:30:00Z");
        assertThat(other.state()).isEqualTo(first.state());
        assertThat(told).last().isEqualTo("changed x");
    }

    @Test
    void theSpanOfABackfillIsChecked() {
        var unused =
                manager.add(Schedule.named("x").workflow("w").cron("* * * * *").build());
        Instant before = NEW_YEAR.minus(Duration.ofHours(1));

        assertThat(manager.times("x", before, NEW_YEAR.plusSeconds(7_200))).hasSize(61);
        assertThatThrownBy(() -> manager.times("x", NEW_YEAR, before)).hasMessageContaining("ends before it begins");
        assertThatThrownBy(() -> manager.times("x", NEW_YEAR.minus(Duration.ofDays(30)), NEW_YEAR))
                .hasMessageContaining("more than 1000 times");
        assertThatThrownBy(() -> manager.backfill("x", before, NEW_YEAR)).hasMessageContaining("without an engine");
    }

    @Test
    void aRowThatCannotBeReadHidesNoOther() {
        records.add(Records.SCHEDULE, "newer", Json.write(Map.of("name", "newer", "moon", "full")), 1);
        var unused = manager.add(full());

        assertThat(manager.list()).hasSize(1);
        assertThatThrownBy(() -> manager.get("newer")).hasMessageContaining("cannot be read, and is not fired");
        assertThat(manager.remove("newer")).isTrue();
    }

    /** Some other process writes between a look and the write that follows it. */
    @Test
    void twoWhoChangeOneAtOnceUndoNothing() {
        var unused = manager.add(full());
        ScheduleBook book = new ScheduleBook(records, clock);
        List<RegisteredSchedule> seen = new ArrayList<>();

        RegisteredSchedule after = book.change("nightly", before -> {
            seen.add(before);
            if (seen.size() == 1) {
                var unusedToo = manager.pause("nightly");
            }
            return before.with(before.state().decided(NEW_YEAR.plusSeconds(60), List.of(), 2));
        });

        assertThat(seen).hasSize(2);
        assertThat(after.schedule().paused()).isTrue();
        assertThat(book.require("nightly"))
                .extracting(each -> each.state().skipped())
                .isEqualTo(2L);
    }

    @Test
    void momentsAreReadAsPeopleWriteThem() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        assertThat(Moment.from("2026-12-01", berlin)).isEqualTo("2026-11-30T23:00:00Z");
        assertThat(Moment.until("2026-12-01", berlin)).isEqualTo("2026-12-01T22:59:59.999999999Z");
        assertThat(Moment.from("2026-12-01T03:00", berlin)).isEqualTo("2026-12-01T02:00:00Z");
        assertThat(Moment.from("2026-12-01T03:00Z", berlin)).isEqualTo("2026-12-01T03:00:00Z");
        assertThat(Moment.from("2026-12-01T03:00:00+05:30", berlin)).isEqualTo("2026-11-30T21:30:00Z");
    }
}
