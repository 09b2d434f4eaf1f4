package dev.orchestration.core;

import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.docs.rasp.DocumentationGenerator;
import dev.orchestration.projects.ProjectManager;
import dev.orchestration.resources.ResourceManager;
import dev.orchestration.state.journal.Store;
import dev.orchestration.tasks.action.ActionRegistry;
import jakarta.inject.Inject;
import jakarta.inject.Provider;

/** Parts that the engine only hands out, and their end. */
record EngineParts(
        Lifetime lifetime,
        CommandOffice office,
        EventSources events,
        Observation observation,
        ComplexWorkflows complex,
        Provider<ResourceManager> resources,
        Provider<ActionRegistry> actions,
        Provider<Store> store,
        Provider<ScheduleManager> schedules,
        Provider<ProjectManager> projects,
        Provider<DocumentationGenerator> documentation) {
    @Inject
    EngineParts {}
}
