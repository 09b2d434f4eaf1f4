package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule resume NAME}. */
final class ScheduleResumeCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Let a paused schedule go on from now",
                "orchestrate schedule resume nightly",
                "orchestrate schedule resume nightly --json");
        SharedOptions.argument(spec, "NAME", "The schedule.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the schedule");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ScheduleDesk.name(arguments);
        return new ScheduleDesk(arguments).changing("resumed", schedules -> schedules.resume(name));
    }
}
