package dev.orchestration.store;

/** The bytes of a store's file before and after its unused pages were given back. */
public record Vacuumed(long before, long after) {}
