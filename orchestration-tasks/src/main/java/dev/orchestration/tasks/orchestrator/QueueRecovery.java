package dev.orchestration.tasks.orchestrator;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Takes up the plain tasks that the store has recorded. Thread-safe; the first caller does it, the others wait. */
final class QueueRecovery {
    /** So many of the newest queues are looked at; the newest by number is among them even if clocks were set back. */
    private static final int LOOKED_AT = 20;

    private final FrontDesk desk;
    private final ExecutionHost host;
    private final Archive archive;
    private final TaskBoard board;
    private final RecordedTasks recorded;
    private final Object opening = new Object();

    @GuardedBy("opening")
    private boolean done;

    private volatile boolean known;

    QueueRecovery(FrontDesk desk, ExecutionHost host, Archive archive, TaskBoard board, RecordedTasks recorded) {
        this.desk = desk;
        this.host = host;
        this.archive = archive;
        this.board = board;
        this.recorded = recorded;
    }

    /** @throws dev.orchestration.state.OrchestrationException if this engine lacks what the recorded tasks need */
    void takeUp() {
        if (known) {
            return;
        }
        synchronized (opening) {
            if (!done) {
                adopt();
                done = true;
                known = true;
            }
        }
    }

    /** As {@link #takeUp}, but only if there is something to go on with. */
    void goOn() {
        List<ExecutionRow> rows = known ? List.of() : newestFirst();
        if (!rows.isEmpty() && !rows.get(0).status().isEnded()) {
            takeUp();
        }
    }

    private List<ExecutionRow> newestFirst() {
        return archive.executionsByPrefix(QueueHosting.PREFIX, LOOKED_AT).stream()
                .filter(QueueHosting::isQueue)
                .sorted(Comparator.comparingInt((ExecutionRow row) -> QueueHosting.number(row.id()))
                        .reversed())
                .toList();
    }

    private void adopt() {
        List<ExecutionRow> rows = newestFirst();
        if (rows.isEmpty()) {
            return;
        }
        ExecutionRow newest = rows.get(0);
        QueueRun before = rows.size() > 1 ? taken(rows.get(1)) : null;
        QueueRun present = taken(newest);
        var unused = desk.ask(on -> {
            board.adopt(present, before, QueueHosting.number(newest.id()));
            return true;
        });
    }

    private QueueRun taken(ExecutionRow row) {
        return row.status().isEnded() ? ended(row) : resumed(row);
    }

    /** To be read only. */
    private QueueRun ended(ExecutionRow row) {
        Hosted hosted = hosted(row, history(row));
        hosted.end().complete(hosted.state());
        return board.run(hosted);
    }

    private QueueRun resumed(ExecutionRow row) {
        List<Commit> history = history(row);
        recorded.require(hosted(row, history).state());
        Hosted hosted = empty(row, history);
        QueueRun run = board.run(hosted);
        host.resume(hosted, history, List.of(at -> new Signal.Recovered(at, "engine")), null);
        return run;
    }

    private List<Commit> history(ExecutionRow row) {
        List<Commit> history = new ArrayList<>();
        archive.replay(row.id(), history::add);
        return history;
    }

    private Hosted hosted(ExecutionRow row, List<Commit> history) {
        Hosted hosted = empty(row, history);
        history.forEach(hosted::replay);
        return hosted;
    }

    /** It works where it worked before. */
    private Hosted empty(ExecutionRow row, List<Commit> history) {
        List<Path> allowed = history.stream()
                .flatMap(commit -> commit.events().stream())
                .filter(Event.ExecutionCreated.class::isInstance)
                .flatMap(event -> ((Event.ExecutionCreated) event).allowed().stream())
                .map(Path::of)
                .toList();
        WorkingDirectory directory = new WorkingDirectory(Path.of(row.directory()), allowed);
        return new Hosted(row.id(), QueueHosting.hosting(row.id(), recorded.actions(), directory));
    }
}
