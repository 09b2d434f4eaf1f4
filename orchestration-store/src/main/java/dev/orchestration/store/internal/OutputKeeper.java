package dev.orchestration.store.internal;

import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.Outputs;

/** Where a store has the outputs that are too large for an event. Two of one store are equal. Thread-safe. */
public interface OutputKeeper extends Outputs, LargeOutput.Source {}
