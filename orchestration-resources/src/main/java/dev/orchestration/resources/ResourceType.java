package dev.orchestration.resources;

import dev.orchestration.state.Wire;

/** What sort of thing a resource is; for people and statistics, the rules are the same for all. */
public enum ResourceType {
    COMPUTE,
    MEMORY,
    STORAGE,
    NETWORK,
    API_QUOTA,
    DATABASE,
    CUSTOM,
    FILE_HANDLE,
    THREAD,
    PROCESS,
    LOCK;

    public String wire() {
        return Wire.name(this);
    }
}
