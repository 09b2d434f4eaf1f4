package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
        return new ScheduleDesk(arguments).looking((schedules, latest) -> {
            RegisteredSchedule after = schedules.resume(name);
            List<Instant> next = schedules.next(after, 1);
            boolean due = !after.schedule().paused() && !next.isEmpty();
            String told = "schedule " + name + " is resumed"
                    + (due
                            ? "; next "
                                    + ScheduleView.shown(
                                            next.get(0),
                                            after.schedule().times().zone())
                            : "");
            return StoreUpkeep.tell(
                    arguments, told, ScheduleView.json(after, due ? next.get(0) : null, latest.status(after)));
        });
    }
}
