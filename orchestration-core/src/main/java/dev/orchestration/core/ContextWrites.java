package dev.orchestration.core;

import dev.orchestration.state.ContextChange;
import dev.orchestration.state.ContextWrite;
import dev.orchestration.state.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What an execution wrote that its session shall know of. Stateless. */
final class ContextWrites {
    /** Who wrote, by the events, what an execution begins with. */
    private static final String SESSION = "session";

    private ContextWrites() {}

    /** The last of what it wrote to each key, where that is not what it began with. */
    static List<ContextWrite> of(List<ContextChange> history) {
        Map<String, JsonValue> given = new LinkedHashMap<>();
        Map<String, ContextWrite> last = new LinkedHashMap<>();
        boolean begins = true;
        for (ContextChange change : history) {
            JsonValue after = change.after();
            begins &= change.who().equals(SESSION) && change.attempt() == null;
            if (begins && after != null) {
                given.put(change.key(), after);
            } else {
                last.put(change.key(), new ContextWrite(change.key(), after));
            }
        }
        List<ContextWrite> writes = new ArrayList<>(last.values());
        writes.removeIf(write -> Objects.equals(write.value(), given.get(write.key())));
        return writes;
    }
}
