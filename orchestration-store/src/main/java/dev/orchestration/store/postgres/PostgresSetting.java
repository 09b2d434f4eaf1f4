package dev.orchestration.store.postgres;

import dev.orchestration.state.Clock;
import dev.orchestration.state.journal.Owner;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * What a store needs beside its database.
 *
 * @param gone whether the process of an owner surely does not run any more; says no where nobody can tell from here
 * @param logs the folder for the output of processes; an owner creates it
 * @param durable whether a commit waits until the server has it on its disk
 */
public record PostgresSetting(Clock clock, Predicate<Owner> gone, Path logs, Pulse pulse, boolean durable) {}
