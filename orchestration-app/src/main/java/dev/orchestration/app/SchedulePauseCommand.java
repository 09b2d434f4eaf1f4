package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule pause NAME}. */
final class SchedulePauseCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Let nothing of a schedule begin any more",
                "orchestrate schedule pause nightly",
                "orchestrate schedule pause nightly --json");
        SharedOptions.argument(spec, "NAME", "The schedule.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the schedule");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ScheduleDesk.name(arguments);
        return new ScheduleDesk(arguments).changing("paused", schedules -> schedules.pause(name));
    }
}
