package dev.orchestration.app;

import java.io.IOException;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate schedule remove NAME}. */
final class ScheduleRemoveCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Forget a schedule; what it has begun goes on",
                "orchestrate schedule remove nightly",
                "orchestrate schedule remove nightly --json");
        SharedOptions.argument(spec, "NAME", "The schedule.");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "its name");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String name = ScheduleDesk.name(arguments);
        return new ScheduleDesk(arguments).looking((schedules, latest) -> {
            var unused = schedules.get(name); // refuses one that there is not, with the nearest
            boolean removed = schedules.remove(name);
            return StoreUpkeep.tell(
                    arguments,
                    "schedule " + name + (removed ? " is removed" : " was removed by somebody else"),
                    StoreUpkeep.json("name", name, "removed", removed));
        });
    }
}
