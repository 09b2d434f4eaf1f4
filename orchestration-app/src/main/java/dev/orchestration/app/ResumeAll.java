package dev.orchestration.app;

import dev.orchestration.app.view.Progress;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.ExecutionJson;
import dev.orchestration.workflow.Executions;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.WorkflowManager;
import dev.orchestration.workflow.command.Commands;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Goes on at once with all that nobody carries out because whoever did has ended, oldest first, and tells of each how it
 * ended.
 */
final class ResumeAll {
    private final Arguments arguments;
    private final EngineSetup setup;
    private final RunView view;
    private final ManyQuestions questions;

    private ResumeAll(Arguments arguments, EngineSetup setup) {
        this.arguments = arguments;
        this.setup = setup;
        this.view = new RunView(arguments, setup.location());
        this.questions = new ManyQuestions(view);
    }

    static int run(Arguments arguments) throws IOException {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("resume takes the ID of an execution or " + ResumeCommand.ALL + ", not both");
        }
        EngineSetup setup = EngineSetup.of(arguments);
        ResumeAll all = new ResumeAll(arguments, setup);
        if (setup.location().address() != null && !setup.location().exists()) {
            return all.nothing();
        }
        setup.location().existing();
        return BesideOwner.choose(arguments, setup.location(), all::here, all::beside);
    }

    private int nothing() {
        view.say(
                "there is nothing to resume (what an application has submitted itself, it goes on with when it starts)");
        print(List.of());
        return ExitCodes.DONE;
    }

    /** One that goes on: says whether it has ended or is paused. */
    private interface Going {
        boolean isOver();
    }

    /** One that is about to go on; empty if an interrupt comes before. */
    private record Left(ExecutionId id, Supplier<Optional<Going>> begin) {}

    private int here() {
        try (OrchestrationEngine engine = setup.engine()) {
            WorkflowManager manager = engine.workflowManager();
            List<ExecutionRow> left = manager.executions().leftBehind();
            if (left.isEmpty()) {
                return nothing();
            }
            try (Interruption interruption = Interruption.guard(() -> {
                view.say("interrupted; ending what runs (again Ctrl-C: at once)");
                engine.suspend("interrupted");
            })) {
                engine.listen(questions::heard);
                int code = carryOut(left.stream().map(row -> left(row, engine)).toList(), manager.executions());
                Stay.asLongAsNeeded(engine, view);
                return interruption.finish(interruption.happened() ? ExitCodes.INTERRUPTED : code);
            }
        }
    }

    private int beside() {
        try (Succession succession = Succession.watching(setup)) {
            Executions executions = succession.executions();
            List<ExecutionRow> left = executions.leftBehind();
            if (left.isEmpty()) {
                return nothing();
            }
            List<HandedOver> handed =
                    left.stream().map(row -> handedOver(row, succession)).toList();
            try (Interruption interruption = Interruption.guard(() -> {
                view.say("interrupted; suspending all where they run (again Ctrl-C: at once, and they may go on)");
                handed.forEach(HandedOver::interrupt);
            })) {
                handed.get(0).announce();
                int code = carryOut(handed.stream().map(ResumeAll::left).toList(), executions);
                succession.engine().ifPresent(engine -> Stay.asLongAsNeeded(engine, view));
                return interruption.finish(interruption.happened() ? ExitCodes.INTERRUPTED : code);
            }
        }
    }

    /** Each has a session of its own, as if it were resumed by a command of its own. */
    private Left left(ExecutionRow row, OrchestrationEngine engine) {
        return new Left(row.id(), () -> {
            WorkflowManager manager = engine.workflowManager();
            Questions asked = questions.of(row, manager.executions());
            var handle = manager.resume(row, setup.launch(engine, null));
            asked.standing(handle.id(), handle.waits());
            return Optional.of(() -> {
                if (!handle.end().isDone()) {
                    return false;
                }
                var unused = handle.await(null);
                return true;
            });
        });
    }

    private static Left left(HandedOver errand) {
        return new Left(errand.about(), () -> errand.begin().map(id -> () -> errand.isOver(id, Progress.NONE)));
    }

    private HandedOver handedOver(ExecutionRow row, Succession succession) {
        Commands commands = EngineSetup.commands(arguments);
        List<Path> allowed = setup.directory().allowed();
        var request = new Errand.Request(commands.resume(row.id(), allowed), commands, allowed);
        HandedOver handed = new HandedOver(succession, request, view);
        handed.telling(questions.of(row, succession.executions()));
        return handed;
    }

    /** Begins with all before it waits for any; what one of them is refused for does not stop the others. */
    private int carryOut(List<Left> all, Executions executions) {
        Map<ExecutionId, Going> going = new LinkedHashMap<>();
        Told told = new Told(executions);
        for (Left left : all) {
            try {
                left.begin().get().ifPresent(each -> going.put(left.id(), each));
            } catch (OrchestrationException e) {
                told.tell(left.id(), e);
            }
        }
        view.say("goes on with " + going.size() + (going.size() == 1 ? " execution" : " executions"));
        while (!going.isEmpty()) {
            // All of them each time: if their owner ends, each needs somebody who goes on with it.
            going.entrySet().removeIf(each -> isOver(each.getKey(), each.getValue(), told));
            HandedOver.rest();
        }
        all.forEach(left -> told.tellOnce(left.id()));
        print(all.stream().map(left -> told.fields.get(left.id())).toList());
        return told.completed ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static boolean isOver(ExecutionId id, Going going, Told told) {
        try {
            boolean over = going.isOver();
            if (over) {
                told.tell(id, null);
            }
            return over;
        } catch (OrchestrationException e) {
            told.tell(id, e);
            return true;
        }
    }

    /** Of each how it ended, said as soon as it has. */
    private final class Told {
        private final Executions executions;
        private final Map<ExecutionId, Map<String, Object>> fields = new HashMap<>();
        private boolean completed = true;

        Told(Executions executions) {
            this.executions = executions;
        }

        void tellOnce(ExecutionId id) {
            if (!fields.containsKey(id)) {
                tell(id, null);
            }
        }

        void tell(ExecutionId id, @Nullable OrchestrationException refusal) {
            ExecutionRow row = executions.require(id);
            Failure failure = refusal == null ? null : Failure.of(refusal);
            if (refusal == null) {
                WorkflowExecution execution = executions.view(row);
                failure = execution.error();
                view.tellShortly(execution);
            } else {
                view.say("execution " + id + " of " + Printable.line(row.workflow()) + " does not go on: "
                        + Printable.line(String.valueOf(refusal.getMessage())));
            }
            Map<String, Object> each = new LinkedHashMap<>(ExecutionJson.of(row, executions.interrupted(row)));
            Json.putNullable(each, "error", failure == null ? null : failure.toMap());
            fields.put(id, each);
            completed &= row.status() == WorkflowStatus.COMPLETED;
        }
    }

    private void print(List<Map<String, Object>> told) {
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(told));
        }
    }
}
