package dev.orchestration.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who is told that schedules wait: nobody as long as one lane works, or is about to. */
@Timeout(300)
class BeginnersTest {
    private static final int LANES = 3;
    private static final Duration LONG = Duration.ofSeconds(11);

    private final ManualClock clock = new ManualClock(0);
    private final List<String> warnings = new ArrayList<>();
    private final LinkedBlockingQueue<String> begun = new LinkedBlockingQueue<>();
    private final CountDownLatch loose = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Threads that come to what they were given only when the test says so. */
    private final List<Runnable> given = new ArrayList<>();

    private final Beginners beginners = new Beginners(
            Stream.generate(() -> (Executor) this::give).limit(LANES).toList(), clock, this::hang, warnings::add);

    private synchronized void give(Runnable run) {
        given.add(run);
    }

    private void hang(String name) {
        begun.add(name);
        try {
            loose.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Lets so many lanes come to what they were given, and hang there. */
    private Set<String> come(int count) throws Exception {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < count; i++) {
            threads.execute(next());
            names.add(begun.take());
        }
        return names;
    }

    private synchronized Runnable next() {
        return given.remove(0);
    }

    private void call(String... names) {
        List.of(names).forEach(beginners::call);
    }

    @AfterEach
    void ended() {
        loose.countDown();
        threads.shutdown();
    }

    @Test
    void lanesThatAreAboutToWorkDoNotHang() {
        call("a", "b", "c", "d");
        clock.advance(LONG);
        call("e");
        assertThat(warnings).isEmpty();
    }

    @Test
    void oneThatHangsIsNotBlamedWhereTheOthersAreAboutToWork() throws Exception {
        call("stuck");
        assertThat(come(1)).containsExactly("stuck");
        clock.advance(LONG);
        call("a", "b", "c", "d");
        assertThat(warnings).isEmpty();
    }

    @Test
    void whereAllLanesHaveHungForLongItIsToldOnce() throws Exception {
        call("a", "b", "c");
        assertThat(come(LANES)).containsExactlyInAnyOrder("a", "b", "c");
        call("d");
        assertThat(warnings).as("not for long yet").isEmpty();

        clock.advance(LONG);
        call("d");
        call("e");
        assertThat(warnings)
                .containsExactly("schedules wait, as these have been about to begin for more than 10 s: a, b, c");
    }
}
