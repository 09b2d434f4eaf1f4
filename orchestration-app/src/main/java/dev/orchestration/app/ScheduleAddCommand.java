package dev.orchestration.app;

import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.core.schedule.FiringPolicy;
import dev.orchestration.core.schedule.Misfire;
import dev.orchestration.core.schedule.Overlap;
import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduleBuilder;
import dev.orchestration.core.schedule.ScheduleManager;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Wire;
import dev.orchestration.workflow.definition.ParameterValues;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule add NAME}. */
final class ScheduleAddCommand implements Command {
    private static final String WORKFLOW = "--workflow";
    private static final String CRON = "--cron";
    private static final String EVERY = "--every";
    private static final String ZONE = "--zone";
    private static final String EXCLUDE = "--exclude";
    private static final String START = "--start";
    private static final String END = "--end";
    private static final String MISFIRE = "--misfire";
    private static final String MISFIRE_CAP = "--misfire-cap";
    private static final String OVERLAP = "--overlap";
    private static final String QUEUE_LIMIT = "--queue-limit";
    private static final String MAX_TASKS = "--max-parallel-tasks";
    private static final String REPLACE = "--replace";
    private static final String PARAMETER = "-p";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Have a workflow run again and again",
                "orchestrate schedule add nightly --workflow report.yaml --cron \"0 3 * * *\"",
                "orchestrate schedule add workdays --workflow report.yaml --cron \"0 8 * * mon-fri\" --zone Europe/Berlin"
                        + " --exclude 12-25 --misfire once",
                "orchestrate schedule add poll --workflow poll.yaml --every 15m --overlap queue -p source=feed");
        SharedOptions.argument(spec, "NAME", "Letters, digits, '.', '_' and '-'; at most 100.");
        SharedOptions.text(
                spec,
                "FILE",
                "What to run: a file, which is read each time; or the name of a workflow that the application knows"
                        + " that fires.",
                WORKFLOW,
                "-w");
        SharedOptions.text(spec, "EXPR", "When: minute hour day month weekday, or @daily and the like.", CRON);
        SharedOptions.text(spec, "DURATION", "When: each so long, counted from the start: 30s, 15m, 2h, 1d.", EVERY);
        SharedOptions.text(spec, "ZONE", "Whose clock counts: Europe/Berlin; by default that of this machine.", ZONE);
        SharedOptions.many(
                spec, "DAYS", "Not on 2026-12-25, 12-25, 2026-12-24..2027-01-01 or sat. May be repeated.", EXCLUDE);
        SharedOptions.text(spec, "TIME", "Not before 2026-12-01, or 2026-12-01T03:00.", START);
        SharedOptions.text(spec, "TIME", "Not after it; a day counts whole.", END);
        SharedOptions.text(
                spec,
                "POLICY",
                "What becomes of times that passed while nobody fired: " + Wire.legal(Misfire.class) + "; by default "
                        + FiringPolicy.USUAL.misfire().wire() + ".",
                MISFIRE);
        number(
                spec,
                "all makes up for at most N, the newest; by default " + FiringPolicy.USUAL.misfireCap() + ".",
                MISFIRE_CAP);
        SharedOptions.text(
                spec,
                "POLICY",
                "What becomes of a time that comes while the run before has not ended: " + Wire.legal(Overlap.class)
                        + "; by default " + FiringPolicy.USUAL.overlap().wire() + ".",
                OVERLAP);
        number(spec, "queue lets at most N wait; by default " + FiringPolicy.USUAL.queueLimit() + ".", QUEUE_LIMIT);
        SharedOptions.many(spec, "KEY=VALUE", "Give the workflow a parameter. May be repeated.", PARAMETER, "--param");
        SharedOptions.text(spec, "FILE", "Take parameters from a file that holds a JSON object.", "--params-file");
        SharedOptions.text(spec, "DIR", "Work in DIR instead of the current directory.", EngineSetup.CWD);
        SharedOptions.text(
                spec, "MODE", "Who starts next: sequential, parallel, priority or resource_aware.", EngineSetup.MODE);
        number(spec, "At most N steps at once over all runs of the schedule.", MAX_TASKS);
        SharedOptions.flag(
                spec, "Put it in the place of the one of this name, which goes on from where it is.", REPLACE);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the schedule");
    }

    private static void number(CommandSpec spec, String description, String name) {
        spec.addOption(picocli.CommandLine.Model.OptionSpec.builder(name)
                .type(Integer.class)
                .paramLabel("N")
                .description(description)
                .build());
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Schedule schedule = schedule(arguments);
        return new ScheduleDesk(arguments).writing((schedules, latest) -> {
            RegisteredSchedule added = arguments.has(REPLACE) ? schedules.replace(schedule) : schedules.add(schedule);
            return tell(arguments, schedules, added, latest.status(added));
        });
    }

    private static int tell(
            Arguments arguments, ScheduleManager schedules, RegisteredSchedule added, @Nullable String status) {
        List<Instant> next = schedules.next(added, 1);
        Instant end = added.schedule().times().end();
        if (next.isEmpty() && end != null) {
            arguments
                    .caller()
                    .err()
                    .line("warning: it is never fired, as it is not due any more until its end, "
                            + ScheduleView.shown(end, added.schedule().times().zone()) + "; see " + END);
        }
        String told = "schedule " + added.schedule().name() + ": "
                + (next.isEmpty()
                        ? "not due any more"
                        : "next "
                                + ScheduleView.shown(
                                        next.get(0), added.schedule().times().zone()))
                + "; it is fired by the application that owns the store, or by "
                + arguments.caller().program() + " serve --engine";
        return StoreUpkeep.tell(arguments, told, ScheduleView.json(added, next.isEmpty() ? null : next.get(0), status));
    }

    private static Schedule schedule(Arguments arguments) throws IOException {
        ScheduleBuilder builder = Schedule.named(ScheduleDesk.name(arguments))
                .directory(EngineSetup.of(arguments).directory().root());
        String workflow = arguments.text(WORKFLOW);
        if (workflow == null || workflow.isEmpty()) {
            throw new UsageException(WORKFLOW + " says what to run: a file, or the name of a workflow");
        }
        WorkflowFile file = WorkflowFile.named(workflow, arguments);
        if (isFile(workflow, file)) {
            WorkflowDefinition definition = load(file, arguments);
            Map<String, Object> parameters = ParameterWords.read(arguments, definition);
            var unused = new ParameterValues().resolve(definition, parameters);
            builder.file(file.path()).parameters(parameters);
        } else {
            builder.workflow(workflow).parameters(words(arguments));
        }
        with(builder, arguments, CRON, "cron");
        with(builder, arguments, EVERY, "every");
        with(builder, arguments, START, "start");
        with(builder, arguments, END, "end");
        with(builder, arguments, MISFIRE, "misfire");
        with(builder, arguments, OVERLAP, "overlap");
        with(builder, arguments, EngineSetup.MODE, "mode");
        builder.with("zone", arguments.text(ZONE, ZoneId.systemDefault().getId()));
        builder.with("exclude", excluded(arguments));
        number(builder, arguments, MISFIRE_CAP, "misfire_cap");
        number(builder, arguments, QUEUE_LIMIT, "queue_limit");
        number(builder, arguments, MAX_TASKS, "max_parallel_tasks");
        return builder.build();
    }

    private static boolean isFile(String workflow, WorkflowFile file) {
        return Files.exists(file.path()) || workflow.matches(".*\\.(ya?ml|json)") || workflow.contains("/");
    }

    private static WorkflowDefinition load(WorkflowFile file, Arguments arguments) {
        try (OrchestrationEngine engine = EngineSetup.of(arguments).engine()) { // for its actions; it opens no store
            return RunCommand.load(file, arguments, engine);
        }
    }

    /** Of a workflow that is not known here: what is JSON is meant so, anything else is text. */
    private static Map<String, Object> words(Arguments arguments) {
        Map<String, Object> values = new LinkedHashMap<>();
        for (String word : arguments.texts(PARAMETER)) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                throw new UsageException(PARAMETER + " takes KEY=VALUE, not '" + word + "'");
            }
            String text = word.substring(equals + 1);
            try {
                Json.putNullable(values, word.substring(0, equals), Json.read(text));
            } catch (OrchestrationException e) {
                values.put(word.substring(0, equals), text);
            }
        }
        return values;
    }

    private static List<String> excluded(Arguments arguments) {
        List<String> days = new ArrayList<>();
        arguments.texts(EXCLUDE).forEach(each -> days.addAll(List.of(each.split(",", -1))));
        return days;
    }

    private static void with(ScheduleBuilder builder, Arguments arguments, String option, String field) {
        String text = arguments.text(option);
        if (text != null) {
            builder.with(field, text);
        }
    }

    private static void number(ScheduleBuilder builder, Arguments arguments, String option, String field) {
        Integer given = arguments.number(option);
        if (given != null) { // what is wrong with it is told with all other faults
            builder.with(field, given);
        }
    }
}
