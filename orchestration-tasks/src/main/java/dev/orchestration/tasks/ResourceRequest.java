package dev.orchestration.tasks;

import dev.orchestration.state.ResourceId;

/** An amount of one resource that a task holds while it runs. */
public record ResourceRequest(ResourceId resource, double amount) {}
