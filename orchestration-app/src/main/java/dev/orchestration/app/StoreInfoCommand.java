package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.state.Json;
import dev.orchestration.state.Times;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.store.FileTotal;
import dev.orchestration.store.StoreInfo;
import dev.orchestration.store.Stores;
import java.util.Map;
import java.util.StringJoiner;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate store info}. */
final class StoreInfoCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell where the store is, how large, whose, and what is in it",
                "orchestrate store info",
                "orchestrate store info --json --store state.db");
        StoreUpkeep.describe(spec, "it");
    }

    @Override
    public int run(Arguments arguments) {
        StoreInfo info = StoreUpkeep.of(arguments, 0).info();
        String durability = EngineSetup.durability(arguments).wire();
        Channel out = arguments.caller().out();
        out.print(arguments.json() ? Json.pretty(json(info, durability)) + "\n" : page(info, durability));
        return ExitCodes.DONE;
    }

    private static String page(StoreInfo info, String durability) {
        StringJoiner counts = new StringJoiner(", ").setEmptyValue("none");
        info.executions().forEach((status, count) -> counts.add(count + " " + status.wire()));
        return String.join(
                "\n",
                "store       " + info.path(),
                "size        " + StoreUpkeep.size(info.bytes()) + ", of that " + StoreUpkeep.size(info.freeBytes())
                        + " free; write-ahead log " + StoreUpkeep.size(info.logBytes()),
                "schema      " + info.schema(),
                "durability  " + durability + " (of the next command, unless it says otherwise)",
                "owner       " + info.owner().map(StoreInfoCommand::told).orElse("nobody yet"),
                "executions  " + counts,
                "outputs     " + told(info.outputs()),
                "logs        " + told(info.logs()),
                "");
    }

    private static String told(FileTotal total) {
        return StoreUpkeep.count(total.files(), "file") + ", " + StoreUpkeep.size(total.bytes());
    }

    private static String told(Owner owner) {
        String process = "process " + owner.pid() + " on " + owner.host();
        Long endedAt = owner.endedAt();
        if (Stores.isAlive(owner)) {
            return process + " since " + Times.iso(owner.since());
        }
        return "nobody; the last was " + process
                + (endedAt == null ? ", which did not end in order" : " until " + Times.iso(endedAt));
    }

    private static Map<String, Object> json(StoreInfo info, String durability) {
        Map<String, Object> executions = StoreUpkeep.json();
        info.executions().forEach((status, count) -> executions.put(status.wire(), count));
        return StoreUpkeep.json(
                "path",
                info.path().toString(),
                "bytes",
                info.bytes(),
                "free_bytes",
                info.freeBytes(),
                "log_bytes",
                info.logBytes(),
                "schema",
                (long) info.schema(),
                "durability",
                durability,
                "owner",
                info.owner().map(StoreInfoCommand::json).orElse(null),
                "executions",
                executions,
                "outputs",
                StoreUpkeep.json(info.outputs()),
                "logs",
                StoreUpkeep.json(info.logs()));
    }

    private static Map<String, Object> json(Owner owner) {
        return StoreUpkeep.json(
                "pid",
                owner.pid(),
                "host",
                owner.host(),
                "since",
                Times.iso(owner.since()),
                "ended_at",
                Times.iso(owner.endedAt()),
                "alive",
                Stores.isAlive(owner));
    }
}
