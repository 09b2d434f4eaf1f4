package dev.orchestration.core;

import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.store.Durability;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowHandle;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A host application whose steps leave lines in a ledger outside of its store: {@code began} and {@code ended}, the activation's
 * id and the number of the attempt. It goes on with what an earlier life left, then begins one execution after the other, and
 * says what it was told.
 */
final class LedgerHost {
    /** Steps in the order of their numbers: both {@code b} and {@code c} after {@code a}, and {@code d} after both. */
    static final List<String> STEPS = List.of("a", "b", "c", "d");

    private static final String WORKFLOW = """
            name: diamond
            steps:
              - {name: a, action: host.mark}
              - {name: b, action: host.mark, dependencies: [a]}
              - {name: c, action: host.mark, dependencies: [a]}
              - {name: d, action: host.mark, dependencies: [b, c]}
            """;

    private static final int AT_ONCE = 4;

    private LedgerHost() {}

    static EngineBuilder builder(Path store, Path ledger) {
        return OrchestrationEngine.builder()
                .store(store)
                .workers(AT_ONCE)
                .leaveCommands()
                .leaveRecordedTasks()
                .action("host", "mark", ctx -> mark(ledger, ctx));
    }

    private static Object mark(Path ledger, ActionContext ctx) {
        String who = ctx.idempotencyKey() + " " + ctx.attempt() + "\n";
        append(ledger, "began " + who);
        LockSupport.parkNanos(
                TimeUnit.MICROSECONDS.toNanos(ThreadLocalRandom.current().nextInt(3_000)));
        append(ledger, "ended " + who);
        return ctx.step();
    }

    /** In one call, at the end of the file. */
    static void append(Path ledger, String line) {
        try {
            Files.writeString(ledger, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static WorkflowHandle begin(OrchestrationEngine engine, OrchestrationSession session) {
        return engine.executeWorkflow("diamond", Map.of(), session.id());
    }

    static OrchestrationSession open(OrchestrationEngine engine) {
        engine.workflowManager().createWorkflow(new Definitions().parse(WORKFLOW, "diamond"));
        return engine.createSession("ledger", OrchestrationMode.PARALLEL);
    }

    /** Goes on with everything that an earlier life left, and waits for its end. */
    static void goOn(OrchestrationEngine engine, OrchestrationSession session) {
        var manager = engine.workflowManager();
        List<WorkflowHandle> handles = new ArrayList<>();
        for (ExecutionRow row : manager.executions().newest(100)) {
            if (!row.status().isEnded()) {
                handles.add(manager.resume(row, engine.launch(session)));
            }
        }
        handles.forEach(LedgerHost::ended);
    }

    private static void ended(WorkflowHandle handle) {
        WorkflowExecution end = handle.await(Duration.ofSeconds(60));
        say("ended " + end.executionId() + " " + end.status());
    }

    private static void say(String line) {
        System.out.print(line + "\n"); // one call, so that a kill leaves a line or nothing
        System.out.flush();
    }

    /** The folder, the durability, and how many executions; 0 for as many as there is time for. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        int most = Integer.parseInt(args[2]);
        try (var engine = builder(folder.resolve("store/state.db"), folder.resolve("ledger"))
                .durability(Durability.valueOf(args[1]))
                .build()) {
            OrchestrationSession session = open(engine);
            goOn(engine, session);
            Deque<WorkflowHandle> running = new ArrayDeque<>();
            for (int begun = 0; most == 0 || begun < most; begun++) {
                WorkflowHandle next = begin(engine, session);
                say("accepted " + next.id());
                running.add(next);
                if (running.size() == AT_ONCE) {
                    ended(running.remove());
                }
            }
            running.forEach(LedgerHost::ended);
        }
    }

    /** The command line of a JVM that runs it. */
    static List<String> command(Path folder, Durability durability, int most) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (String flag : System.getProperty("orchestration.jvm.flags", "").split(" +", -1)) {
            if (!flag.isEmpty()) {
                command.add(flag);
            }
        }
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dguice_custom_class_loading=CHILD"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), LedgerHost.class.getName()));
        command.addAll(List.of(folder.toString(), durability.name(), String.valueOf(most)));
        return command;
    }
}
