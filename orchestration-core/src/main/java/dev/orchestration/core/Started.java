package dev.orchestration.core;

import dev.orchestration.tasks.orchestrator.TaskOrchestrator;
import dev.orchestration.workflow.Launcher;

/** The loop at work, and who hands executions to it. */
record Started(TaskOrchestrator orchestrator, Launcher launcher) {}
