package dev.orchestration.core;

import dev.orchestration.core.event.EventBus;
import dev.orchestration.core.event.ProjectEvent;
import dev.orchestration.projects.Project;
import dev.orchestration.projects.ProjectListener;
import dev.orchestration.projects.ProjectStatus;
import dev.orchestration.state.Clock;

/** Publishes what becomes of projects. Thread-safe. */
record ProjectEvents(EventBus events, Clock clock) implements ProjectListener {
    @Override
    public void created(Project project) {
        publish("created", project);
    }

    @Override
    public void changed(Project project, ProjectStatus before) {
        publish("changed", project);
    }

    private void publish(String change, Project project) {
        events.publish(new ProjectEvent(
                clock.micros(), change, project.name(), project.status().wire()));
    }
}
