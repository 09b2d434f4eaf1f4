package dev.orchestration.tasks.decide;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How the wait for an approval ends. Pure. */
final class Approvals {
    private Approvals() {}

    static Event.WaitEnded given(
            long at, Activation activation, String by, @Nullable Object form, @Nullable String comment) {
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("approved", true);
        output.put("by", by);
        output.put("at", Times.iso(at));
        Json.putNullable(output, "form", form);
        Json.putNullable(output, "comment", comment);
        return new Event.WaitEnded(
                at, activation, Event.WaitEnded.ANSWERED, Json.freeze(output, "an approval"), by);
    }

    static Event.WaitEnded rejected(long at, Activation activation, String by, @Nullable String comment) {
        String why = "rejected by " + by + (comment == null ? "" : ": " + comment);
        Failure failure = new Failure("Rejected", why, ErrorKind.USER);
        return new Event.WaitEnded(at, activation, Event.WaitEnded.REJECTED, failure.toMap(), by);
    }
}
