package dev.orchestration.app;

import dev.orchestration.core.schedule.RegisteredSchedule;
import dev.orchestration.state.Json;
import dev.orchestration.state.journal.StoreUnreadyException;
import dev.orchestration.store.Stores;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule list}. */
final class ScheduleListCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "List the schedules of the store, and how the latest run of each stands",
                "orchestrate schedule list",
                "orchestrate schedule list --json");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the list");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        if (!arguments.store().exists()) {
            return tell(arguments, List.of());
        }
        try {
            return new ScheduleDesk(arguments).looking((schedules, latest) -> {
                List<RegisteredSchedule> all = schedules.list();
                List<ScheduleView.Line> lines = new ArrayList<>();
                all.forEach(each -> lines.add(
                        new ScheduleView.Line(each, ScheduleDesk.next(schedules, each), latest.status(each))));
                return tell(arguments, lines);
            });
        } catch (StoreUnreadyException e) {
            // One that nobody has made yet, or of a version that knew no schedules.
            return tell(arguments, List.of());
        }
    }

    private static int tell(Arguments arguments, List<ScheduleView.Line> all) {
        Caller caller = arguments.caller();
        if (arguments.json()) {
            caller.out()
                    .line(Json.pretty(all.stream()
                            .map(each -> ScheduleView.json(each.schedule(), each.next(), each.status()))
                            .toList()));
        } else if (!all.isEmpty()) {
            caller.out().print(ScheduleView.table(all, caller.out().style()));
            if (!arguments.quiet()
                    && Stores.holder(arguments.store().existing()).isEmpty()) {
                caller.err()
                        .line("nothing fires them at the moment, as no process owns the store; " + caller.program()
                                + " serve --engine does");
            }
        } else if (!arguments.quiet()) {
            caller.err().line("no schedules; " + caller.program() + " schedule add NAME makes one");
        }
        return ExitCodes.DONE;
    }
}
