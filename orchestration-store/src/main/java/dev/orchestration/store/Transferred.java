package dev.orchestration.store;

/** What an export wrote, or an import took in. */
public record Transferred(long executions, long commits, long outputs) {}
