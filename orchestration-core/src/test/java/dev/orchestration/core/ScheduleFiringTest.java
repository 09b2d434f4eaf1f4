package dev.orchestration.core;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.schedule.FiringPolicy;
import dev.orchestration.core.schedule.Misfire;
import dev.orchestration.core.schedule.Overlap;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleBuilder;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Months of schedules in milliseconds, on the real loop; what ran is told by the journal alone. */
@Timeout(120)
class ScheduleFiringTest {
    private static final int LIVES = Integer.getInteger("orchestration.schedule.lives", 60);

    private static ScheduleBuilder daily() {
        return Schedule.named("nightly").workflow("w").cron("0 3 * * *");
    }

    private static ScheduleBuilder hourly() {
        return Schedule.named("hourly").workflow("w").cron("@hourly");
    }

    @Test
    void aMonthOfAScheduleFiresAtExactlyItsTimes() {
        ScheduleStage stage = ScheduleStage.at("2026-03-01T00:00:00Z")
                .add(daily().zone(ZoneId.of("Europe/Berlin")).exclude("sat", "sun"));

        assertThat(stage.until("2026-04-01T00:00:00Z")).isTrue();

        List<String> ran = stage.ran("nightly");
        assertThat(ran).hasSize(22).first().isEqualTo("2026-03-02T02:00:00Z");
        assertThat(ran).last().isEqualTo("2026-03-31T01:00:00Z"); // summer has begun
        stage.recorded()
                .forEach((key, created) -> assertThat(created.get(0))
                        .as(key)
                        .isEqualTo(Instant.parse(key.substring(key.indexOf('@') + 1))));
        assertThat(stage.get("nightly").state().started()).isEqualTo(22);
        assertThat(stage.told("fired")).isEqualTo(ran);
    }

    @Test
    void onTheDaysOnWhichTheClockIsSetItFiresOnce() {
        ScheduleStage stage = ScheduleStage.at("2026-03-28T12:00:00Z")
                .add(Schedule.named("half").workflow("w").cron("30 2 * * *").zone(ZoneId.of("Europe/Berlin")))
                .add(Schedule.named("quarters")
                        .workflow("w")
                        .cron("*/15 * * * *")
                        .zone(ZoneId.of("Europe/Berlin")));
        stage.until("2026-03-29T12:00:00Z");
        stage.down("2026-10-24T12:00:00Z").begin().until("2026-10-25T12:00:00Z");

        assertThat(stage.ran("half")).containsExactly("2026-03-29T01:00:00Z", "2026-10-25T00:30:00Z");
        assertThat(stage.ran("quarters")).hasSize(2 * 24 * 4 + 1); // and the one that comes as it begins again
    }

    @Test
    void anIntervalIsCountedFromItsStart() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:00:10.500Z")
                .add(Schedule.named("often").workflow("w").every(Duration.ofMinutes(7)));
        stage.until("2026-01-01T00:30:00Z");

        assertThat(stage.ran("often"))
                .containsExactly(
                        "2026-01-01T00:07:10Z", "2026-01-01T00:14:10Z", "2026-01-01T00:21:10Z", "2026-01-01T00:28:10Z");
    }

    /** The engine is gone from half past two to half past six: four hours are missed. */
    private static ScheduleStage missed(ScheduleBuilder schedule) {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(schedule);
        stage.until("2026-01-01T02:30:00Z");
        stage.down("2026-01-01T06:30:00Z").begin().until("2026-01-01T07:30:00Z");
        return stage;
    }

    private static List<String> hours(int... hours) {
        return java.util.Arrays.stream(hours)
                .mapToObj(hour -> "2026-01-01T0" + hour + ":00:00Z")
                .toList();
    }

    @Test
    void whatWasMissedIsSkipped() {
        ScheduleStage stage = missed(hourly());

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2, 7));
        assertThat(stage.get("hourly").state().skipped()).isEqualTo(4);
        assertThat(stage.told("skipped")).isEqualTo(hours(6));
    }

    @Test
    void whatWasMissedIsMadeUpForOnce() {
        assertThat(missed(hourly().misfire(Misfire.ONCE)).ran("hourly")).isEqualTo(hours(1, 2, 6, 7));
    }

    @Test
    void whatWasMissedIsAllMadeUpForOldestFirst() {
        ScheduleStage stage = missed(hourly().misfire(Misfire.ALL));

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2, 3, 4, 5, 6, 7));
        assertThat(stage.told("fired")).isEqualTo(hours(1, 2, 3, 4, 5, 6, 7));
    }

    @Test
    void ofMoreThanTheCapTheNewestAreMadeUpFor() {
        ScheduleStage stage = missed(hourly().misfireAll(2));

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2, 5, 6, 7));
        assertThat(stage.get("hourly").state().skipped()).isEqualTo(2);
    }

    @Test
    void whatIsLateByLessThanAMinuteIsNotMissedWhereSomebodyFires() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(hourly());
        stage.clock.set(Instant.parse("2026-01-01T01:00:50Z"));
        stage.until("2026-01-01T01:01:30Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(1));
    }

    /** Gone for half a minute, in which three times pass. */
    private static ScheduleStage shortlyAway(ScheduleBuilder schedule) {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:00:05Z").add(schedule.cron("*/10 * * * * *"));
        stage.until("2026-01-01T00:00:11Z");
        stage.down("2026-01-01T00:00:41Z").begin().until("2026-01-01T00:00:51Z");
        return stage;
    }

    private static List<String> seconds(int... seconds) {
        return java.util.Arrays.stream(seconds)
                .mapToObj(second -> "2026-01-01T00:00:" + second + "Z")
                .toList();
    }

    private static ScheduleBuilder often() {
        return Schedule.named("often").workflow("w");
    }

    @ParameterizedTest
    @EnumSource
    void whatPassedWhileNobodyFiredIsMissedHoweverShortThatWas(Overlap overlap) {
        ScheduleStage skipped = shortlyAway(often().overlap(overlap));
        assertThat(skipped.ran("often")).isEqualTo(seconds(10, 50));
        assertThat(skipped.told("skipped")).isEqualTo(seconds(40));

        ScheduleStage once = shortlyAway(often().overlap(overlap).misfire(Misfire.ONCE));
        assertThat(once.ran("often")).isEqualTo(seconds(10, 40, 50));
        assertThat(once.told("skipped")).isEqualTo(seconds(30));

        ScheduleStage all = shortlyAway(often().overlap(overlap).misfireAll(2));
        assertThat(all.ran("often")).isEqualTo(seconds(10, 30, 40, 50));
        assertThat(all.told("skipped")).isEqualTo(seconds(20));
    }

    @Test
    void aScheduleThatIsAddedOnceTheClockWasPutBackFires() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T04:30:00Z");
        stage.clock.set(Instant.parse("2026-01-01T00:30:00Z"));
        stage.add(hourly()).until("2026-01-01T02:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2));
    }

    @Test
    void whatIsLeftOutBecauseAnotherHasNotBegunSaysSo() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:00:05Z")
                .add(Schedule.named("often").workflow("nobody").cron("*/10 * * * * *"));
        stage.clock.set(Instant.parse("2026-01-01T00:00:31Z"));
        stage.until("2026-01-01T00:00:36Z");

        assertThat(stage.told("failed")).first().isEqualTo("2026-01-01T00:00:10Z");
        assertThat(stage.news)
                .filteredOn(each -> each.change().equals("skipped"))
                .isNotEmpty()
                .allMatch(each -> "the one of 2026-01-01T00:00:10Z has not begun yet".equals(each.problem()));
    }

    @Test
    void whatWasDueWhilePausedDoesNotCountHoweverShortThatWas() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:00:05Z")
                .add(often().misfireAll(5).cron("*/10 * * * * *"));
        stage.until("2026-01-01T00:00:11Z");
        var paused = stage.schedules().pause("often");
        stage.until("2026-01-01T00:00:41Z");
        var resumed = stage.schedules().resume("often");
        stage.until("2026-01-01T00:00:51Z");

        assertThat(stage.ran("often")).isEqualTo(seconds(10, 50));
        assertThat(paused.schedule().paused()).isNotEqualTo(resumed.schedule().paused());
    }

    /** A year of seconds. */
    @Test
    void whatWasMissedForLongIsCountedWithoutGoingThroughAllOfIt() {
        ScheduleStage stage = ScheduleStage.at("2025-01-01T00:00:00Z")
                .add(Schedule.named("often").workflow("w").cron("* * * * * *").misfireAll(3));
        stage.down("2026-01-01T00:00:00.5Z").begin();

        assertThat(stage.ran("often"))
                .containsExactly("2025-12-31T23:59:58Z", "2025-12-31T23:59:59Z", "2026-01-01T00:00:00Z");
    }

    /** A run of one o'clock that ends at half past four. */
    private static ScheduleStage overlapping(ScheduleBuilder schedule) {
        ScheduleStage stage =
                ScheduleStage.at("2026-01-01T00:30:00Z").add(schedule).holding();
        stage.until("2026-01-01T04:30:00Z");
        return stage;
    }

    @Test
    void aTimeThatComesTooEarlyIsSkipped() {
        ScheduleStage stage = overlapping(hourly());
        assertThat(stage.open()).isEqualTo(1);
        stage.letGo().until("2026-01-01T05:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 5));
        assertThat(stage.told("skipped")).isEqualTo(hours(2, 3, 4));
    }

    @Test
    void aTimeThatComesTooEarlyWaitsAndWhatIsTooMuchIsLeftOut() {
        ScheduleStage stage = overlapping(hourly().queue(2));
        assertThat(stage.open()).isEqualTo(1);
        assertThat(stage.get("hourly").state().waiting())
                .extracting(Instant::toString)
                .isEqualTo(hours(2, 3));
        assertThat(stage.told("skipped")).isEqualTo(hours(4));

        stage.letGo().until("2026-01-01T05:30:00Z");

        assertThat(stage.told("fired")).isEqualTo(hours(1, 2, 3, 5));
        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2, 3, 5));
    }

    @Test
    void aTimeThatComesTooEarlyRunsBeside() {
        ScheduleStage stage = overlapping(hourly().overlap(Overlap.PARALLEL));

        assertThat(stage.open()).isEqualTo(4);
        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 2, 3, 4));
    }

    @ParameterizedTest
    @EnumSource(names = {"SKIP", "QUEUE"})
    void aRunThatIsOpenStillAfterARestartCounts(Overlap overlap) {
        ScheduleStage stage = overlapping(hourly().overlap(overlap));
        stage.begin().until("2026-01-01T05:30:00Z");
        assertThat(stage.open()).isEqualTo(1);
        assertThat(stage.ran("hourly")).isEqualTo(hours(1));

        stage.letGo().until("2026-01-01T06:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(overlap == Overlap.SKIP ? hours(1, 6) : hours(1, 2, 3, 4, 5, 6));
    }

    @Test
    void aPausedScheduleFiresNothingAndGoesOnFromWhereItIsResumed() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(hourly().misfire(Misfire.ALL));
        stage.until("2026-01-01T01:30:00Z");
        var paused = stage.schedules().pause("hourly");
        stage.until("2026-01-01T04:30:00Z");
        assertThat(paused.schedule().paused()).isTrue();
        assertThat(stage.ran("hourly")).isEqualTo(hours(1));

        var resumed = stage.schedules().resume("hourly");
        stage.until("2026-01-01T05:30:00Z");

        assertThat(resumed.schedule().paused()).isFalse();
        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 5));
        assertThat(stage.news)
                .extracting("change")
                .containsSubsequence("created", "fired", "paused", "resumed", "fired");
    }

    @Test
    void aClockThatIsPutForwardMissesWhatLiesBetweenAndOnePutBackRepeatsNothing() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(hourly());
        stage.until("2026-01-01T01:30:00Z");
        stage.clock.set(Instant.parse("2026-01-01T04:30:00Z"));
        stage.until("2026-01-01T05:30:00Z");
        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 5));

        stage.clock.set(Instant.parse("2026-01-01T01:30:00Z"));
        stage.until("2026-01-01T06:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(1, 5, 6));
    }

    @Test
    void aWorkflowThatNobodyKnowsIsToldAndTriedAgainNextTime() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z")
                .add(Schedule.named("hourly").workflow("v").cron("@hourly"));
        stage.until("2026-01-01T02:30:00Z");

        assertThat(stage.told("failed")).isEqualTo(hours(1, 2));
        assertThat(stage.get("hourly").state().failed()).isEqualTo(2);
        assertThat(stage.get("hourly").state().problem().message()).contains("no workflow 'v' is registered");
    }

    @Test
    void wrongParametersAreToldAndACorrectionGoesOn() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(hourly().parameters(Map.of("dya", 1)));
        stage.until("2026-01-01T01:30:00Z");
        assertThat(stage.get("hourly").state().problem().message()).contains("dya");

        var unused = stage.schedules()
                .replace(hourly().parameters(Map.of("day", "monday")).build());
        stage.until("2026-01-01T02:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(2));
        assertThat(stage.get("hourly").state().problem()).isNull();
    }

    @Test
    void aRemovedScheduleFiresNothingMore() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z").add(hourly());
        stage.until("2026-01-01T01:30:00Z");
        assertThat(stage.schedules().remove("hourly")).isTrue();
        assertThat(stage.schedules().remove("hourly")).isFalse();
        stage.until("2026-01-01T03:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(1));
    }

    @Test
    void aBackfillRunsWhatDidNotRunAndNothingTwice() {
        ScheduleStage stage = ScheduleStage.at("2026-01-01T01:30:00Z").add(hourly());
        stage.until("2026-01-01T03:30:00Z");
        Instant from = Instant.parse("2026-01-01T00:00:00Z");

        assertThat(stage.schedules().backfill("hourly", from, from.plusSeconds(36_000)))
                .hasSize(4);
        stage.settle();
        assertThat(stage.schedules().backfill("hourly", from, from.plusSeconds(36_000)))
                .hasSize(4);
        stage.until("2026-01-01T04:30:00Z");

        assertThat(stage.ran("hourly")).isEqualTo(hours(0, 1, 2, 3, 4));
        assertThat(stage.open()).isZero();
    }

    /** Many lives, each with deaths, runs that take long and gaps, of schedules that make up for all that they miss. */
    @Test
    void whateverHappensEachTimeIsRunOnceAndInOrder() {
        long seed = new Random().nextLong();
        System.out.println("ScheduleFiringTest: seed " + seed);
        Random random = new Random(seed);
        for (int life = 0; life < LIVES; life++) {
            Overlap overlap = random.nextBoolean() ? Overlap.QUEUE : Overlap.PARALLEL;
            ScheduleStage stage = ScheduleStage.at("2026-01-01T00:00:30Z")
                    .add(Schedule.named("often")
                            .workflow("w")
                            .cron("* * * * *")
                            .misfireAll(FiringPolicy.MOST)
                            .overlap(overlap)
                            .with("queue_limit", FiringPolicy.MOST));
            Instant now = Instant.parse("2026-01-01T00:00:30Z");
            for (int turn = 0; turn < 12; turn++) {
                now = now.plusSeconds(1 + random.nextInt(240));
                if (random.nextInt(3) == 0) {
                    stage.holding();
                }
                if (random.nextInt(2) == 0) {
                    stage.diesAtCall(1 + random.nextInt(12));
                }
                if (!stage.until(now.toString())) {
                    now = Instant.parse(
                            stage.down(now.plusSeconds(random.nextInt(240)).toString())
                                    .now());
                    stage.begin();
                } else if (random.nextBoolean()) {
                    stage.survives().letGo();
                }
            }
            stage.survives().letGo().until(now.plusSeconds(60).toString());
            stage.letGo();

            List<String> due = new ArrayList<>();
            for (Instant time = Instant.parse("2026-01-01T00:01:00Z");
                    !time.isAfter(now.plusSeconds(60));
                    time = time.plusSeconds(60)) {
                due.add(time.toString());
            }
            assertThat(stage.ran("often")).as("life %s, seed %s", life, seed).isEqualTo(due);
            assertThat(stage.begunInOrder("often"))
                    .as("life %s, seed %s", life, seed)
                    .isEqualTo(due);
            assertThat(stage.open()).isZero();
        }
    }

    /** Each call that writes a row or begins an execution is the last of a process once, before or after it is done. */
    @ParameterizedTest
    @EnumSource
    void wheneverTheProcessDiesEachTimeIsRunOnce(Overlap overlap) {
        int deaths = 0;
        for (int call = 1; call <= 24; call++) {
            ScheduleStage stage = ScheduleStage.at("2026-01-01T00:30:00Z")
                    .add(hourly().misfire(Misfire.ALL).overlap(overlap));
            boolean survived = stage.diesAtCall(call).until("2026-01-01T04:30:00Z");
            if (!survived) {
                deaths++;
                stage.begin().until("2026-01-01T04:30:00Z");
            }
            assertThat(stage.ran("hourly")).as("death at call %s", call).isEqualTo(hours(1, 2, 3, 4));
            assertThat(stage.get("hourly").state().waiting()).isEmpty();
            assertThat(stage.get("hourly").state().started()).isEqualTo(4);
            assertThat(stage.open()).isZero();
        }
        assertThat(deaths).isEqualTo(12);
    }
}
