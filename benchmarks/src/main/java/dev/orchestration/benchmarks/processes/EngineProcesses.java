package dev.orchestration.benchmarks.processes;

import dev.orchestration.benchmarks.measure.WorkFolder;
import dev.orchestration.benchmarks.measure.WrongResultException;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.state.Json;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.WorkflowExecution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ours: a workflow of independent steps, each a {@code process.run}. One engine for all runs, as a host has it. */
final class EngineProcesses implements Starter {
    private static final String WORKFLOW = "processes";

    private final String label;
    private final Command command;
    private final Path folder;
    private final OrchestrationEngine engine;
    private final OrchestrationSession session;

    private EngineProcesses(String label, Command command, boolean durable) throws IOException {
        this.label = label;
        this.command = command;
        this.folder = WorkFolder.create("processes");
        Path file = Files.writeString(folder.resolve("workflow.json"), definition(command));
        var builder = OrchestrationEngine.builder()
                .workers(AT_ONCE)
                .directory(new WorkingDirectory(folder, List.of()))
                .workflow(file);
        this.engine = (durable ? builder.store(folder.resolve("state.db")) : builder).build();
        this.session = engine.createSession("benchmark", OrchestrationMode.PARALLEL);
    }

    static EngineProcesses inMemory(Command command) throws IOException {
        return new EngineProcesses("ours, in memory", command, false);
    }

    static EngineProcesses durable(Command command) throws IOException {
        return new EngineProcesses("ours, durable (SQLite, FULL)", command, true);
    }

    private static String definition(Command command) {
        List<Map<String, Object>> steps = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            Map<String, Object> parameters = Map.of("command", command.words());
            steps.add(Map.of("name", "p" + i, "action", "process.run", "parameters", parameters));
        }
        return Json.write(Map.of("name", WORKFLOW, "steps", steps));
    }

    @Override
    public String label() {
        return label;
    }

    @Override
    public void run() {
        WorkflowExecution execution =
                engine.executeWorkflow(WORKFLOW, Map.of(), session.id()).await(null);
        if (execution.status() != WorkflowStatus.COMPLETED
                || execution.stepResults().size() != COUNT) {
            throw new WrongResultException("the workflow ended as " + execution.status() + ": " + execution.error());
        }
        execution.stepResults().values().forEach(this::check);
    }

    private void check(TaskResult result) {
        boolean right = result.success()
                && result.attempts() == 1
                && result.result() instanceof Map<?, ?> output
                && String.valueOf(output.get("stdout")).endsWith(command == Command.LINES ? Command.LAST_LINE : "");
        if (!right) {
            throw new WrongResultException("wrong result of a process: " + result);
        }
    }

    @Override
    public void close() {
        engine.close();
        WorkFolder.delete(folder);
    }
}
