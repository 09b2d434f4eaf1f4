package dev.orchestration.tasks.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Commit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** What a listener hears whose thread runs when the test says so. */
class ListenersTest {
    private final Listeners listeners = new Listeners();
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private final List<Long> heard = new ArrayList<>();
    private final AutoCloseable slow = listeners.add(this::hear, waiting::add);

    private void hear(ExecutionId execution, List<Event> events) {
        heard.add((long) events.size());
    }

    private void announce(int events) {
        Event event = new Event.ExecutionStarted(1);
        listeners.announce(List.of(new Commit(new ExecutionId("x"), 1, 1, Collections.nCopies(events, event))));
    }

    private void catchUp() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }

    /** What waited for it filled the memory. */
    @Test
    void whoeverIsTooFarBehindMissesWhatComesAndThatIsCounted() {
        announce(ExecutionListener.MOST_BEHIND - 1);
        announce(2);
        announce(3);
        announce(4);
        assertThat(listeners.faults()).isEqualTo(2);
        catchUp();
        announce(5);
        catchUp();
        assertThat(heard).containsExactly(ExecutionListener.MOST_BEHIND - 1L, 2L, 5L);
        assertThat(listeners.faults()).isEqualTo(2);
    }

    @Test
    void whoeverIsInTimeMissesNothingWhileAnotherIsBehind() {
        List<Integer> quick = new ArrayList<>();
        listeners.add((execution, events) -> quick.add(events.size()), Runnable::run);
        announce(ExecutionListener.MOST_BEHIND);
        announce(1);
        assertThat(quick).containsExactly(ExecutionListener.MOST_BEHIND, 1);
    }

    @Test
    void whoeverListensTwiceHearsAllTwiceAndAClosedEarIsClosedOnce() throws Exception {
        listeners.add(this::hear, waiting::add);
        announce(1);
        slow.close();
        slow.close();
        announce(2);
        catchUp();
        assertThat(heard).containsExactly(1L, 1L, 2L);
    }
}
