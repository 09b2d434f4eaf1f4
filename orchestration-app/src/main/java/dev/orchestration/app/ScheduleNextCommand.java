package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.state.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code orchestrate schedule next NAME}. */
final class ScheduleNextCommand implements Command {
    private static final String COUNT = "-n";
    private static final int USUAL = 5;

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell when a schedule is due next",
                "orchestrate schedule next nightly",
                "orchestrate schedule next nightly -n 20",
                "orchestrate schedule next nightly --json");
        SharedOptions.argument(spec, "NAME", "The schedule.");
        spec.addOption(OptionSpec.builder(COUNT)
                .type(Integer.class)
                .paramLabel("N")
                .description("So many times; " + USUAL + " by default.")
                .build());
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the times");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ScheduleDesk.name(arguments);
        int count = arguments.positive(COUNT, USUAL);
        return new ScheduleDesk(arguments).looking((schedules, latest) -> {
            RegisteredSchedule schedule = schedules.get(name);
            List<Instant> next = schedules.next(schedule, count);
            Caller caller = arguments.caller();
            if (arguments.json()) {
                caller.out()
                        .line(Json.pretty(next.stream().map(ScheduleView::time).toList()));
                return ExitCodes.DONE;
            }
            ZoneId zone = schedule.schedule().times().zone();
            next.forEach(time -> caller.out().line(ScheduleView.shown(time, zone)));
            if (schedule.schedule().paused() && !arguments.quiet()) {
                caller.err().line("it is paused; so it would be if it were resumed now");
            }
            return ExitCodes.DONE;
        });
    }
}
