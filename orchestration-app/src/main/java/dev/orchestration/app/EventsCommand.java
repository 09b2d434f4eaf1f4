package dev.orchestration.app;

import dev.orchestration.app.view.Channel;
import dev.orchestration.app.view.EventLine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import java.io.IOException;
import java.time.ZoneId;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** {@code orchestrate events ID}. */
final class EventsCommand implements Command {
    private static final String AFTER = "--after";

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print what was recorded of an execution",
                "orchestrate events 7k2m",
                "orchestrate events 7k2m --after 120 --follow --json");
        SharedOptions.argument(spec, "ID", "The execution, or the beginning of its id if that is unique.");
        spec.addOption(OptionSpec.builder(AFTER)
                .type(Integer.class)
                .paramLabel("N")
                .description("Leave the first N events out.")
                .build());
        SharedOptions.flag(spec, "Go on until the execution ends, pauses or is interrupted.", Following.FOLLOW);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "each event, one a line, as it is recorded");
    }

    /** The events that were not printed yet. */
    private static final class Reader {
        private final Archive archive;
        private final ExecutionId id;
        private final EventLine line;
        private final Channel out;
        private long commits;
        private long printed;

        Reader(StoreView store, ExecutionRow row, EventLine line, Channel out, long after) {
            this.archive = store.store().archive();
            this.id = row.id();
            this.line = line;
            this.out = out;
            this.printed = after;
        }

        void print() {
            archive.replayAfter(id, commits, this::print);
        }

        private void print(Commit commit) {
            commits = commit.number();
            long seq = commit.firstSeq();
            for (Event event : commit.events()) {
                String text = line.of(seq, event);
                if (seq > printed) {
                    out.line(text);
                    printed = seq;
                }
                seq++;
            }
        }
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Caller caller = arguments.caller();
        int after = arguments.has(AFTER) ? arguments.positive(AFTER, 1) : 0;
        try (StoreView store = StoreView.open(arguments)) {
            ExecutionRow row = store.executions().resolve(arguments.first("an execution", 1));
            List<String> steps = store.executions().steps(row);
            EventLine line = arguments.json()
                    ? EventLine.json(steps)
                    : EventLine.text(steps, TerminalWidth.of(caller), ZoneId.systemDefault());
            Reader reader = new Reader(store, row, line, caller.out(), after);
            if (arguments.has(Following.FOLLOW)) {
                Following.untilTheEnd(store.executions(), row.id(), over -> reader.print());
            } else {
                reader.print();
            }
            return ExitCodes.DONE;
        }
    }
}
