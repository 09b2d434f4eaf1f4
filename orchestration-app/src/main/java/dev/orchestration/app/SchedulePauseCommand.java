package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
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
        return new ScheduleDesk(arguments).looking((schedules, latest) -> {
            RegisteredSchedule after = schedules.pause(name);
            List<Instant> next = schedules.next(after, 1);
            boolean due = !after.schedule().paused() && !next.isEmpty();
            String told = "schedule " + name + " is paused"
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
