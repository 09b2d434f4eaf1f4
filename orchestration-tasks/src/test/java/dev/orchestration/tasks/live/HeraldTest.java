package dev.orchestration.tasks.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class HeraldTest {
    private final ScarceThreads threads = new ScarceThreads();
    private final Herald herald = new Herald(Clock.system(), task -> daemon(threads.newThread(task)));
    private final List<Integer> heard = Collections.synchronizedList(new ArrayList<>());

    private static Thread daemon(Thread thread) {
        thread.setDaemon(true);
        return thread;
    }

    /** The loop failed of it; and had it lived on, nobody would have heard anything ever after. */
    @Test
    void whatCameWhileNoThreadCouldBeStartedIsRunBeforeWhatComesNext() throws Exception {
        CountDownLatch all = new CountDownLatch(1);
        threads.areScarce = true;
        herald.execute(() -> heard.add(1));
        herald.execute(() -> heard.add(2));
        threads.areScarce = false;
        herald.execute(all::countDown);
        all.await();
        assertThat(heard).containsExactly(1, 2);
    }

    @Test
    void whatIsThrownEndsNothingThatComesAfterIt() throws Exception {
        CountDownLatch all = new CountDownLatch(2);
        herald.execute(() -> {
            herald.execute(all::countDown);
            throw new StackOverflowError("on purpose");
        });
        herald.execute(all::countDown);
        all.await();
        assertThat(all.getCount()).isZero();
    }
}
