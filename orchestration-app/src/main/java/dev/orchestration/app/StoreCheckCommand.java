package dev.orchestration.app;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.store.Inspected;
import dev.orchestration.store.StoreFault;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store check}. */
final class StoreCheckCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Look through the whole store for what is damaged; exit code 1 if something is",
                "orchestrate store check",
                "orchestrate store check --json --store state.db");
        StoreUpkeep.describe(spec, "what was found");
    }

    @Override
    public int run(Arguments arguments) {
        Inspected inspected = StoreUpkeep.of(arguments, 0).check();
        List<StoreFault> faults = new ArrayList<>(inspected.faults());
        faults.addAll(thatDoNotFold(arguments, inspected.faults()));
        Caller caller = arguments.caller();
        if (arguments.json()) {
            caller.out().line(json(inspected, faults));
        } else {
            faults.forEach(
                    fault -> caller.out().line(Printable.line(fault.place()) + ": " + Printable.line(fault.message())));
        }
        if (!arguments.quiet()) {
            caller.err().line(summary(inspected, faults.size()));
        }
        return faults.isEmpty() ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static String json(Inspected inspected, List<StoreFault> faults) {
        List<Object> list = new ArrayList<>();
        faults.forEach(fault -> list.add(StoreUpkeep.json("place", fault.place(), "message", fault.message())));
        return Json.pretty(StoreUpkeep.json(
                "sound",
                faults.isEmpty(),
                "executions",
                inspected.executions(),
                "commits",
                inspected.commits(),
                "unused",
                StoreUpkeep.json(inspected.unused()),
                "faults",
                list));
    }

    private static String summary(Inspected inspected, int faults) {
        String looked = StoreUpkeep.count(inspected.executions(), "execution") + " with "
                + StoreUpkeep.count(inspected.commits(), "commit");
        String unused = inspected.unused().files() == 0
                ? ""
                : "; " + StoreUpkeep.count(inspected.unused().files(), "file") + " of outputs that nobody needs ("
                        + StoreUpkeep.size(inspected.unused().bytes()) + "), which `store prune` removes";
        return (faults == 0 ? "sound: " : StoreUpkeep.count(faults, "fault") + " in ") + looked + unused;
    }

    /** What is recorded of an execution must give a state; those of which a fault is known are left out. */
    private static List<StoreFault> thatDoNotFold(Arguments arguments, List<StoreFault> known) {
        Set<String> places = new HashSet<>();
        known.forEach(fault -> places.add(fault.place()));
        List<StoreFault> faults = new ArrayList<>();
        if (places.contains("file")) {
            return faults;
        }
        try (StoreView store = StoreView.open(arguments)) {
            store.store().archive().eachExecution(row -> {
                String place = "execution " + row.id();
                if (!places.contains(place) && !places.contains("definition " + row.digest())) {
                    fold(store, row, place, faults);
                }
            });
        }
        return faults;
    }

    private static void fold(StoreView store, ExecutionRow row, String place, List<StoreFault> faults) {
        try {
            store.executions().view(row);
        } catch (OrchestrationException e) {
            if (e.code() != ErrorCode.UNKNOWN_EXECUTION) { // an owner has removed it meanwhile
                faults.add(new StoreFault(place, "its events do not fit together: " + e));
            }
        } catch (RuntimeException e) { // whatever damaged events make of a fold
            faults.add(new StoreFault(place, "its events do not fit together: " + e));
        }
    }
}
