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

    /** Leaves the place tidy for what is written next; nothing more is shown after that. Idempotent. */
    @Override
    void close();
}
