package dev.orchestration.tasks;

import dev.orchestration.resources.ResourceType;

/** An amount of any one resource of a type, chosen when the task starts. */
public record ResourceTypeRequest(ResourceType type, double amount) {}
