package dev.orchestration.store;

/**
 * Something in a store that is not as it must be.
 *
 * @param place {@code file}, {@code definition …}, {@code output …}, or {@code execution …}
 * @param message what is wrong, for a person
 */
public record StoreFault(String place, String message) {}
