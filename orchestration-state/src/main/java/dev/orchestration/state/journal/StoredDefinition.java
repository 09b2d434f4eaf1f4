package dev.orchestration.state.journal;

import java.util.List;

/**
 * A definition as the store keeps it, so that recovery needs no file.
 *
 * @param digest {@code sha256:} and the hexadecimal digest of {@code json}
 * @param json the whole definition in its canonical JSON form
 * @param nodes the names of its steps by node index
 */
public record StoredDefinition(String digest, String workflow, String json, List<String> nodes) {}
