package dev.orchestration.app;

import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule}, which needs a second word. */
final class ScheduleCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.aboutSeveral(
                spec,
                "COMMAND",
                "Say when workflows are to run",
                "schedule",
                Commands.OF_SCHEDULE,
                "orchestrate schedule add nightly --workflow report.yaml --cron \"0 3 * * *\"",
                "orchestrate schedule list",
                "orchestrate help schedule add");
    }

    @Override
    public int run(Arguments arguments) {
        throw new UsageException("say what to do with schedules: " + String.join(", ", Commands.OF_SCHEDULE));
    }
}
