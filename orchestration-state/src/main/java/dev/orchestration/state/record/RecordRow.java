package dev.orchestration.state.record;

/**
 * Something that a store keeps beside its executions; what the JSON means is the business of whoever writes it. Immutable.
 *
 * @param kind one of the constants of {@link Records}
 * @param key unique among those of its kind
 * @param json a JSON object
 * @param revision the {@link Records#revision()} that its last write made
 * @param updatedAt of the last write, microseconds since 1970
 */
public record RecordRow(String kind, String key, String json, long revision, long updatedAt) {}
