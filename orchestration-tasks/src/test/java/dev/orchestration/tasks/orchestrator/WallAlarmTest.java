package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.Clock;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.journal.InMemoryStore;
import dev.orchestration.state.journal.Owner;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** An alarm on a wall clock that people set. */
class WallAlarmTest {
    private static final long SECOND = 1_000_000;

    private long wall = 1_000 * SECOND;
    private long nanos;
    private int rung;

    private final Clock clock = new Clock() {
        @Override
        public long micros() {
            return wall;
        }

        @Override
        public long nanos() {
            return nanos;
        }
    };

    private final SteppedDrive drive = new SteppedDrive();
    private final WallAlarm alarm = alarm();

    private WallAlarm alarm() {
        World world = new World(clock, IdSource.sequence("x"), drive, new HandWorkers(), () -> Runnable::run);
        InMemoryStore store = new InMemoryStore(Path.of("logs"), new Owner("u", 1, "h", "b", 1, 1, 0, null));
        TaskOrchestrator loop = new TaskOrchestrator(world, store, new ResourceManager(clock), 1);
        loop.startBackgroundProcessing();
        return loop.ownerDesk().alarm(() -> rung++);
    }

    private void pass(long seconds) {
        for (long second = 0; second < seconds; second++) {
            wall += SECOND;
            nanos += SECOND * 1_000;
            drive.step();
        }
    }

    @Test
    void itRingsOnceAtItsTime() {
        alarm.set(wall + 200 * SECOND);
        pass(199);
        assertThat(rung).isZero();
        pass(1);
        assertThat(rung).isEqualTo(1);
        pass(500);
        assertThat(rung).isEqualTo(1);
    }

    @Test
    void whatIsPastRingsAtOnce() {
        alarm.set(wall - SECOND);
        drive.step();
        assertThat(rung).isEqualTo(1);
    }

    @Test
    void oneThatIsSetAgainForgetsItsFirstTime() {
        alarm.set(wall + 10 * SECOND);
        alarm.set(wall + 30 * SECOND);
        pass(29);
        assertThat(rung).isZero();
        alarm.set(wall + 100 * SECOND);
        pass(50);
        assertThat(rung).isZero();
        pass(50);
        assertThat(rung).isEqualTo(1);
    }

    @Test
    void aClockThatIsPutForwardIsNoticedWithinAMinute() {
        alarm.set(wall + 3_600 * SECOND);
        wall += 7_200 * SECOND;
        pass(60);
        assertThat(rung).isEqualTo(1);
    }

    @Test
    void aClockThatIsPutBackPutsItOff() {
        alarm.set(wall + 30 * SECOND);
        wall -= 100 * SECOND;
        pass(129);
        assertThat(rung).isZero();
        pass(60);
        assertThat(rung).isEqualTo(1);
    }
}
