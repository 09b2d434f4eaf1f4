package dev.orchestration.app;

import dev.orchestration.core.schedule.Moment;
import dev.orchestration.core.schedule.Schedule;
import dev.orchestration.core.schedule.ScheduledTimes;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule backfill NAME}. */
final class ScheduleBackfillCommand implements Command {
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String DRY_RUN = "--dry-run";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Run a schedule for times that have passed, one after the other",
                "orchestrate schedule backfill nightly --from 2026-01-01 --to 2026-01-31 --dry-run",
                "orchestrate schedule backfill nightly --from 2026-01-01 --to 2026-01-31",
                "orchestrate schedule backfill nightly --from 2026-01-31T00:00 --to 2026-01-31T12:00 --json");
        SharedOptions.argument(spec, "NAME", "The schedule.");
        SharedOptions.text(spec, "TIME", "The first time: a day, 2026-01-31T03:00 or 2026-01-31T03:00Z.", FROM);
        SharedOptions.text(spec, "TIME", "The last time, at most now; a day counts whole.", TO);
        SharedOptions.flag(spec, "Only tell what would run, and what has.", DRY_RUN);
        SharedOptions.addWork(spec);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the times and their executions");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ScheduleDesk.name(arguments);
        Instant now = Times.instant(arguments.caller().clock().micros());
        Due due = new ScheduleDesk(arguments).look(schedules -> {
            Schedule schedule = schedules.get(name).schedule();
            ZoneId zone = schedule.times().zone();
            Instant from = moment(arguments, FROM, zone);
            Instant to = moment(arguments, TO, zone);
            return new Due(schedule, schedules.times(name, from, to), whyNone(schedule.times(), from, to, now));
        });
        if (arguments.has(DRY_RUN)) {
            return dryRun(arguments, due);
        }
        if (due.schedule().work().file() == null) {
            throw new OrchestrationException(
                    ErrorCode.WRONG_STATE,
                    "the workflow of schedule " + name + " is known to its application only, by its name; back-fill it"
                            + " there: engine.schedules().backfill(…)");
        }
        return new BackfillRun(arguments, due.schedule(), due.whyNone()).run(due.times());
    }

    /** @param whyNone what there is to say if there are no times */
    private record Due(Schedule schedule, List<Instant> times, String whyNone) {}

    private static String whyNone(ScheduledTimes times, Instant from, Instant to, Instant now) {
        Instant first = times.next(from.minusNanos(1));
        Instant start = times.start();
        Instant end = times.end();
        if (start != null && to.isBefore(start)) {
            return "that time is before the start of the schedule, " + ScheduleView.shown(start, times.zone());
        }
        if (end != null && from.isAfter(end)) {
            return "that time is after the end of the schedule, " + ScheduleView.shown(end, times.zone());
        }
        if (from.isAfter(now)) {
            return "that time has not come yet";
        }
        // One that has passed would have been among the times.
        return first == null || first.isAfter(to)
                ? "it was not due in that time"
                : "none of its times in there has come yet; the first is " + ScheduleView.shown(first, times.zone());
    }

    private static Instant moment(Arguments arguments, String option, ZoneId zone) {
        String text = arguments.text(option);
        if (text == null) {
            throw new UsageException("say " + FROM + " and " + TO + ": which times are to run");
        }
        try {
            return option.equals(FROM) ? Moment.from(text, zone) : Moment.until(text, zone);
        } catch (IllegalArgumentException e) {
            throw new UsageException(option + ": " + e.getMessage());
        }
    }

    private static int dryRun(Arguments arguments, Due due) {
        try (Store store = Stores.look(arguments.store().existing())) {
            Executions executions = new Executions(store.archive(), Stores.alive(store), new Definitions());
            BackfillTold told = new BackfillTold(arguments, due.schedule(), due.whyNone());
            for (Instant time : due.times()) {
                told.row(time, executions.requested(due.schedule().key(time)).orElse(null));
            }
            return told.end(ExitCodes.DONE);
        }
    }
}
