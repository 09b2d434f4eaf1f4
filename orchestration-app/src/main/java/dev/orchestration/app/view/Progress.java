package dev.orchestration.app.view;

import dev.orchestration.state.event.Event;
import java.util.List;

/** Shows how one execution goes on. Events come from one thread, in order; closing may come from another. */
public interface Progress extends AutoCloseable {
    /** Shows nothing. */
    Progress NONE = new Progress() {
        @Override
        public void committed(List<Event> events) {}

        @Override
        public void close() {}
    };

    void committed(List<Event> events);

    /** Tells something else than what became of steps; from any thread. */
    default void say(String text) {}

    /** Tells one line as it is; from the thread from which events come. */
    default void tell(String line) {}

    /** Draws nothing while a person is asked; what happens is told after that. From any thread. */
    default void hold(boolean on) {}

    /** Leaves the place tidy for what is written next; nothing more is shown after that. Idempotent. */
    @Override
    void close();
}
