package dev.orchestration.benchmarks.recovery;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.OrchestrationSession;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.WorkflowManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A host application, in a process of its own, that says on its standard output how far it is: {@code begin FOLDER} runs a
 * wide workflow, says when half of it is done, and goes no further until it is killed; {@code resume FOLDER ID} goes on with
 * it, says when the first step runs, and when all is done.
 */
final class HostProgram {
    static final int STEPS = 100_000;
    static final String BEGIN = "begin";
    static final String RESUME = "resume";
    static final String HALF = "half";
    static final String FIRST = "first";
    private static final String WORKFLOW = "wide";
    private static final int WORKERS = 2;

    private HostProgram() {}

    /** The store in a folder. */
    static Path store(Path folder) {
        return folder.resolve("state.db");
    }

    public static void main(String[] words) throws IOException {
        Path folder = Path.of(words[1]);
        if (words[0].equals(BEGIN)) {
            begin(folder);
        } else {
            resume(folder, words[2]);
        }
    }

    private static void begin(Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("wide.json"), definition());
        AtomicInteger count = new AtomicInteger();
        Action task = ctx -> {
            if (count.incrementAndGet() == STEPS / 2) {
                say(HALF);
            }
            while (count.get() >= STEPS / 2) {
                LockSupport.park(); // until somebody kills this process
            }
            return null;
        };
        OrchestrationEngine engine = engine(folder, task);
        WorkflowManager manager = engine.workflowManager();
        WorkflowHandle handle = manager.executeWorkflow(manager.loadWorkflow(file), Map.of(), launch(engine));
        say(handle.id().value());
        handle.await(null);
    }

    private static void resume(Path folder, String id) {
        AtomicInteger count = new AtomicInteger();
        Action task = ctx -> {
            if (count.get() == 0 && count.incrementAndGet() == 1) {
                say(FIRST);
            }
            return null;
        };
        try (OrchestrationEngine engine = engine(folder, task)) {
            WorkflowManager manager = engine.workflowManager();
            WorkflowHandle handle = manager.resume(manager.executions().resolve(id), launch(engine));
            say(handle.await(null).status().wire());
        }
    }

    private static OrchestrationEngine engine(Path folder, Action task) {
        return OrchestrationEngine.builder()
                .store(store(folder))
                .workers(WORKERS)
                .leaveRecordedTasks() // it goes on with the one that it names
                .directory(new WorkingDirectory(folder, List.of()))
                .action("bench", "task", task)
                .build();
    }

    private static Launch launch(OrchestrationEngine engine) {
        OrchestrationSession session = engine.createSession("recovery", OrchestrationMode.PARALLEL);
        return engine.launch(session);
    }

    private static String definition() {
        List<Map<String, Object>> steps = new ArrayList<>(STEPS);
        for (int step = 0; step < STEPS; step++) {
            steps.add(Map.of("name", "s" + step, "action", "bench.task"));
        }
        return Json.write(Map.of("name", WORKFLOW, "steps", steps));
    }

    private static void say(String what) {
        System.out.println(what);
        System.out.flush();
    }
}
