package dev.orchestration.workflow.build;

/** What undoes a step when a later one fails the workflow. Not thread-safe. */
public final class CompensationBuilder extends ActionBuilder<CompensationBuilder> {
    CompensationBuilder() {}

    @Override
    CompensationBuilder self() {
        return this;
    }
}
