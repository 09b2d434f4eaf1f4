package dev.orchestration.app;

import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.IdSource;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Times;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.state.journal.Owner;
import dev.orchestration.state.journal.Store;
import dev.orchestration.store.Stores;
import dev.orchestration.tasks.process.OwnerEnd;
import dev.orchestration.tasks.process.ProcessSweep;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.Executions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/**
 * {@code orchestrate store takeover}: ends the process that owns the store, then what that left running, and gives the store
 * free. Until then nobody else works on it, as it is owned all the time.
 */
final class StoreTakeoverCommand implements Command {
    private static final String YES = "--yes";

    /** Its process may be on another machine. */
    private static final String TAKEOVER =
            "takeover (whoever works on a database next takes it over 15 s after its last heartbeat; an owner that still"
                    + " beats is ended in the database: update owner set fenced_at = now() where ended_at is null)";

    /** What an owner needs to suspend its work in order, unless a step is stubborn. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** So many of the newest executions are looked at for those that were interrupted. */
    private static final int RECENT = 1_000;

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "End the process that owns the store, when it hangs or is stopped",
                "orchestrate store takeover",
                "orchestrate store takeover --yes --json");
        SharedOptions.flag(spec, "Do not ask.", YES);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "what was done");
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        Path file = arguments.store().existingFile(TAKEOVER);
        Owner holder = Stores.holder(file).orElse(null);
        if (holder != null) {
            confirm(arguments, holder);
            requireStill(holder, file);
            end(holder);
        }
        try (Store store = Stores.own(file, arguments.caller().clock(), IdSource.random())) {
            ProcessSweep sweep = new ProcessSweep();
            int swept = store.fallenOwners().stream().mapToInt(sweep::endAllOf).sum();
            tell(arguments, holder, store, swept);
        } catch (OrchestrationException e) {
            Owner heir = Stores.holder(file).orElse(null);
            if (holder == null || heir == null || e.code() != ErrorCode.STORE_OWNED) {
                throw e;
            }
            // Whoever followed it was waiting for this, and goes on with what it left.
            tell(arguments, holder, heir, file);
        }
        return ExitCodes.DONE;
    }

    private static void tell(Arguments arguments, Owner holder, Owner heir, Path file) {
        if (!arguments.quiet()) {
            arguments
                    .caller()
                    .err()
                    .line("orchestrate: process " + holder.pid() + " has ended; process " + heir.pid()
                            + ", which had handed work over to it, owns the store now and goes on");
        }
        if (arguments.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("store", file.toString());
            json.put("epoch", heir.epoch());
            json.put("ended_pid", holder.pid());
            json.put("owner_pid", heir.pid());
            json.put("processes_ended", 0L);
            json.put("interrupted", List.of());
            arguments.caller().out().line(Json.pretty(json));
        }
    }

    private static void confirm(Arguments arguments, Owner holder) throws IOException {
        if (arguments.has(YES)) {
            return;
        }
        String what = "process " + holder.pid() + ", which owns the store since " + Times.iso(holder.since());
        if (!arguments.caller().err().style().terminal()) {
            throw new UsageException("this ends " + what + ", and what it runs; say " + YES + " if that is meant");
        }
        arguments.caller().err().print("End " + what + ", and what it runs? [y/N] ");
        String answer = line(arguments).strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new UsageException("nothing was done");
        }
    }

    /** The question may have stood there for hours. */
    private static void requireStill(Owner asked, Path file) {
        Owner now = Stores.holder(file).orElse(null);
        if (now == null || now.epoch() != asked.epoch()) {
            throw new OrchestrationException(
                    ErrorCode.STORE_OWNED,
                    "process " + asked.pid() + " does not own the store any more, "
                            + (now == null ? "and nobody does" : "process " + now.pid() + " does") + "; ended nothing");
        }
    }

    private static String line(Arguments arguments) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = arguments.caller().in().read();
                c >= 0 && c != '\n';
                c = arguments.caller().in().read()) {
            line.append((char) c);
        }
        return line.toString();
    }

    private static void end(Owner holder) {
        if (!OwnerEnd.end(holder, PATIENCE)) {
            throw new OrchestrationException(
                    ErrorCode.STORE_OWNED,
                    "process " + holder.pid() + " on " + holder.host()
                            + " owns the store and cannot be ended from here;" + " end it as the user who started it");
        }
    }

    private static void tell(Arguments arguments, @Nullable Owner holder, Store store, int swept) {
        Executions executions = new Executions(store.archive(), Stores::isAlive, new Definitions());
        List<String> interrupted = executions.newest(RECENT).stream()
                .filter(row -> executions.interrupted(row) || wasPaused(row, holder, store))
                .map(row -> row.id().value())
                .toList();
        if (!arguments.quiet()) {
            String who = holder == null ? "nobody owned the store" : "process " + holder.pid() + " has ended";
            arguments.caller().err().line("orchestrate: " + who + "; ended " + swept + " processes that were left");
            interrupted.forEach(id -> arguments
                    .caller()
                    .err()
                    .line("  next:  "
                            + arguments.caller().program() + " resume " + id
                            + arguments.store().option()));
        }
        if (arguments.json()) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("store", store.name());
            json.put("epoch", store.owner().epoch());
            Json.putNullable(json, "ended_pid", holder == null ? null : (Object) holder.pid());
            Json.putNullable(json, "owner_pid", null);
            json.put("processes_ended", (long) swept);
            json.put("interrupted", interrupted);
            arguments.caller().out().line(Json.pretty(json));
        }
    }

    /** Whether the holder paused it, perhaps because it was asked to end. */
    private static boolean wasPaused(ExecutionRow row, @Nullable Owner holder, Store store) {
        return holder != null
                && row.status() == WorkflowStatus.PAUSED
                && store.archive().lastEpoch(row.id()).orElse(0) == holder.epoch();
    }
}
