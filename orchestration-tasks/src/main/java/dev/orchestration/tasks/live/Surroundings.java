package dev.orchestration.tasks.live;

import dev.orchestration.state.Clock;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.state.journal.Outputs;
import dev.orchestration.tasks.secret.SecretVault;
import java.util.Map;

/** What is the same for all attempts of one engine. */
record Surroundings(
        Clock clock, Map<String, String> marks, Map<String, String> environment, Outputs outputs, SecretVault secrets) {
    /** Large outputs stay in memory, and there are no secrets. */
    Surroundings(Clock clock, Map<String, String> marks, Map<String, String> environment) {
        this(clock, marks, environment, LargeOutput::held, SecretVault.empty());
    }
}
