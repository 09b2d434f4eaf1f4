package dev.orchestration.workflow;

import org.jspecify.annotations.Nullable;

/**
 * What a person answers to a step that asks for approval.
 *
 * @param approved false: rejected, and the step fails
 * @param data what the step's form asks for, or else; JSON, null for none
 * @param comment for people, null for none
 */
public record Approval(
        boolean approved, @Nullable Object data, @Nullable String comment) {}
