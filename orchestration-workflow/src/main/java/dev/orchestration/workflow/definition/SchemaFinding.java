package dev.orchestration.workflow.definition;

/**
 * One thing in which a value differs from its JSON Schema.
 *
 * @param path JSON Pointer of the part ({@code /items/0}), empty for the whole
 * @param message what is wrong with that part, without the path
 */
public record SchemaFinding(String path, String message) {}
