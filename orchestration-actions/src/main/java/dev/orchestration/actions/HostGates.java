package dev.orchestration.actions;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** The gates of all hosts that were called lately. Thread-safe. */
final class HostGates {
    /** Templates can name any number of hosts; the gate that was used longest ago is forgotten. */
    static final int MAX = 1_000;

    private final GuardSettings settings;
    private final Clock clock;

    @GuardedBy("this")
    private final Map<String, HostGate> gates = new LinkedHashMap<>(16, 0.75f, true);

    HostGates(GuardSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** @param origin scheme, host and port */
    synchronized HostGate of(String origin) {
        HostGate gate = gates.computeIfAbsent(origin, name -> new HostGate(name, settings, clock));
        if (gates.size() > MAX) {
            gates.remove(gates.keySet().iterator().next());
        }
        return gate;
    }

    synchronized int size() {
        return gates.size();
    }
}
