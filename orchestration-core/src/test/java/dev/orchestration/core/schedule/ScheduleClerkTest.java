package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.core.event.ScheduleEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.ManualClock;
import dev.orchestration.state.Times;
import dev.orchestration.state.record.InMemoryRecords;
import dev.orchestration.state.record.Records;
import dev.orchestration.tasks.live.LiveWorld;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Schedules whose beginning hangs, on threads, by a clock that the test moves. */
@Timeout(300)
class ScheduleClerkTest {
    private static final int LANES = 2;

    private final ManualClock clock = new ManualClock(1_767_225_600_000_000L);
    private final CountedRecords records = new CountedRecords(new InMemoryRecords());
    private final BlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final BlockingQueue<ScheduleEvent> news = new LinkedBlockingQueue<>();
    private final CountDownLatch loose = new CountDownLatch(1);
    private final ScheduleManager schedules = new ScheduleManager(records, clock, told -> {}, null);
    private final Executor errands = lane();
    private final ScheduleClerk clerk = new ScheduleClerk(records, new Hanging(), clock, errands, lanes(), news::add);

    private static Executor lane() {
        return LiveWorld.errands(Clock.system());
    }

    private static List<Executor> lanes() {
        return Stream.generate(ScheduleClerkTest::lane).limit(LANES).toList();
    }

    /** What a schedule whose name begins with {@code stuck} has to read is on a drive that does not answer. */
    private final class Hanging implements ScheduleRuns {
        @Override
        public ExecutionId begin(Schedule schedule, Instant time, Runnable ended) {
            begun.add(schedule.name());
            if (schedule.name().startsWith("stuck")) {
                try {
                    loose.await();
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                }
            }
            return new ExecutionId(schedule.key(time).replaceAll("[^a-z0-9]", "-"));
        }

        @Override
        public boolean isOpen(ExecutionId execution) {
            return false;
        }
    }

    @BeforeEach
    void opened() {
        clerk.open(Times.instant(clock.micros()), due -> {});
    }

    @AfterEach
    void ended() {
        loose.countDown();
        clerk.close();
    }

    private void every(Duration interval, Overlap overlap, String... names) {
        for (String name : names) {
            var unused = schedules.add(Schedule.named(name)
                    .workflow("w")
                    .every(interval)
                    .overlap(overlap)
                    .build());
        }
    }

    private void later(Duration time) {
        clock.advance(time);
        clerk.look();
    }

    private List<String> told(int count) throws Exception {
        List<String> told = new ArrayList<>();
        while (told.size() < count) {
            ScheduleEvent next = news.poll(30, TimeUnit.SECONDS);
            assertThat(next).as("after %s", told).isNotNull();
            told.add(next.change() + " " + next.schedule() + " "
                    + Times.instant(next.time()).getEpochSecond());
        }
        return told;
    }

    @Test
    void aScheduleThatHangsAsItBeginsHoldsUpNoOther() throws Exception {
        every(Duration.ofSeconds(10), Overlap.SKIP, "a", "stuck", "z");
        long now = Times.instant(clock.micros()).getEpochSecond();

        later(Duration.ofSeconds(10));
        assertThat(told(2)).containsExactlyInAnyOrder("fired a " + (now + 10), "fired z " + (now + 10));
        later(Duration.ofSeconds(10));
        assertThat(told(3))
                .containsExactlyInAnyOrder(
                        "fired a " + (now + 20), "skipped stuck " + (now + 20), "fired z " + (now + 20));

        loose.countDown();
        assertThat(told(1)).containsExactly("fired stuck " + (now + 10));
        later(Duration.ofSeconds(10));
        assertThat(told(3)).contains("fired stuck " + (now + 30));
        assertThat(begun).filteredOn("stuck"::equals).hasSize(2);
    }

    @Test
    void whereAllLanesHangTheTimesAreDecidedAndBeginOnceALaneIsFree() throws Exception {
        every(Duration.ofSeconds(10), Overlap.QUEUE, "stuck1", "stuck2", "z");
        long now = Times.instant(clock.micros()).getEpochSecond();

        later(Duration.ofSeconds(10));
        assertThat(List.of(begun.take(), begun.take())).containsExactlyInAnyOrder("stuck1", "stuck2");
        later(Duration.ofSeconds(10));
        loose.countDown();

        assertThat(told(6))
                .contains("fired z " + (now + 10), "fired z " + (now + 20), "fired stuck1 " + (now + 20))
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsRemovedWhileItHangsIsForgotten() throws Exception {
        every(Duration.ofSeconds(10), Overlap.SKIP, "stuck");
        later(Duration.ofSeconds(10));
        assertThat(begun.take()).isEqualTo("stuck");
        assertThat(schedules.remove("stuck")).isTrue();
        every(Duration.ofSeconds(10), Overlap.SKIP, "a");
        later(Duration.ofSeconds(10));
        loose.countDown();

        assertThat(told(1)).first().asString().startsWith("fired a ");
        assertThat(schedules.list()).extracting(each -> each.schedule().name()).containsExactly("a");
    }

    /** A busy engine writes its sessions many times a second. */
    @Test
    void whatIsWrittenOfSessionsHasNoScheduleReadAgain() throws Exception {
        every(Duration.ofSeconds(10), Overlap.SKIP, "a");
        later(Duration.ofSeconds(10));
        assertThat(told(1)).first().asString().startsWith("fired a ");
        looked();
        int before = records.read();
        for (int i = 0; i < 20; i++) {
            assertThat(records.add(Records.SESSION, "s" + i, "{}", clock.micros()))
                    .isTrue();
            looked();
        }
        assertThat(records.read()).isEqualTo(before);

        every(Duration.ofSeconds(10), Overlap.SKIP, "b");
        looked();
        assertThat(records.read()).isGreaterThan(before);
    }

    /** Until what the clerk was asked before is done, and what came of that. */
    private void looked() throws Exception {
        for (int i = 0; i < 3; i++) {
            clerk.look();
            CountDownLatch passed = new CountDownLatch(1);
            errands.execute(passed::countDown);
            passed.await();
        }
    }

    /** The first schedule that a host adds begins the engine, which takes a while. */
    @Test
    void whatWasDueWhileTheEngineBeganIsNotMissed() throws Exception {
        clerk.close();
        Instant added = Times.instant(clock.micros());
        every(Duration.ofSeconds(10), Overlap.PARALLEL, "a");
        clock.advance(Duration.ofSeconds(20));
        try (var later = new ScheduleClerk(records, new Hanging(), clock, lane(), lanes(), news::add)) {
            later.open(added, due -> {});
            long second = added.getEpochSecond();
            assertThat(told(2)).containsExactly("fired a " + (second + 10), "fired a " + (second + 20));
        }
    }

    /** Else a row would grow without end. */
    @Test
    void ofTimesThatMayRunBesideEachOtherABoundedNumberWaits() {
        Schedule schedule = Schedule.named("s")
                .workflow("w")
                .cron("* * * * * *")
                .overlap(Overlap.PARALLEL)
                .build();
        RegisteredSchedule state = new RegisteredSchedule(schedule, ScheduleState.begunAt(Instant.EPOCH));
        for (int second = 30; second < 2 * FiringPolicy.MOST; second += 30) {
            Decision decision = Decision.of(state, Instant.EPOCH, Instant.EPOCH.plusSeconds(second), false);
            assertThat(decision).isNotNull();
            state = state.with(decision.state());
        }
        assertThat(state.state().waiting()).hasSize(FiringPolicy.MOST);
        assertThat(state.state().skipped()).isPositive();
    }
}
