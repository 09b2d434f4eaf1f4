package dev.orchestration.core.status;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/** Further parts of an engine that can be asked how they are. Thread-safe. */
public final class HealthProbes {
    private final Map<String, Supplier<ComponentHealth>> probes = new ConcurrentSkipListMap<>();

    /**
     * From now on {@code probe} is asked whenever somebody asks how the engine is.
     *
     * @param component its name in lower case; one that was there is replaced
     * @param probe called by any thread, and given up after two seconds; what it throws is an issue of the component
     */
    public void add(String component, Supplier<ComponentHealth> probe) {
        probes.put(component, probe);
    }

    /** All of them by name. */
    public Map<String, Supplier<ComponentHealth>> all() {
        return new LinkedHashMap<>(probes);
    }
}
