package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;

/** An execution that has its key: it is under way, or a person has it paused and perhaps nobody carries it out. Immutable. */
public record KeyHolder(ExecutionId execution, Claim claim) {}
