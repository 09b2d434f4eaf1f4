package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.Archive;
import dev.orchestration.state.journal.Commit;
import dev.orchestration.state.journal.ExecutionRow;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Takes up the plain tasks that the store has recorded. Thread-safe; the first caller does it, the others wait. */
final class QueueRecovery {
    private final FrontDesk desk;
    private final ExecutionHost host;
    private final Archive archive;
    private final TaskBoard board;
    private final RecordedTasks recorded;
    private final Object opening = new Object();

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
            if (!known) {
                adopt();
                known = true;
            }
        }
    }

    /** As {@link #takeUp}, but only if there is something to go on with. */
    void goOn() {
        if (!known && found().held().stream().anyMatch(row -> !row.status().isEnded())) {
            takeUp();
        }
    }

    /**
     * Recorded queues, the oldest first.
     *
     * @param held those that have not ended, the newest, and the one that ended last
     * @param older the others
     */
    private record Found(List<ExecutionRow> held, List<ExecutionRow> older) {}

    private Found found() {
        NavigableMap<Integer, ExecutionRow> queues = new TreeMap<>();
        Stream.concat(
                        archive.executionsByPrefix(QueueHosting.PREFIX, QueueHosting.LOOKED_AT).stream(),
                        archive.openExecutions().stream())
                .filter(QueueHosting::isQueue)
                .forEach(row -> queues.put(QueueHosting.number(row.id()), row));
        Set<ExecutionId> newest = new HashSet<>();
        if (!queues.isEmpty()) {
            newest.add(queues.lastEntry().getValue().id());
        }
        queues.values().stream()
                .filter(row -> row.status().isEnded() && !newest.contains(row.id()))
                .max(Comparator.comparingLong(row -> Objects.requireNonNull(row.endedAt())))
                .ifPresent(row -> newest.add(row.id()));
        List<ExecutionRow> held = new ArrayList<>();
        List<ExecutionRow> older = new ArrayList<>();
        queues.values().forEach(row -> (!row.status().isEnded() || newest.contains(row.id()) ? held : older).add(row));
        return new Found(held, older);
    }

    /** How tasks of older queues ended, of as many as are to be known. */
    private EndedTasks older(List<ExecutionRow> rows) {
        Deque<ExecutionState> newest = new ArrayDeque<>();
        int tasks = 0;
        for (int i = rows.size() - 1; i >= 0 && tasks < EndedTasks.MOST; i--) {
            Queue queue = replayed(rows.get(i));
            if (queue.isWhole()) {
                newest.push(queue.replayed.state());
                tasks += queue.replayed.state().plan().size();
            }
        }
        EndedTasks older = new EndedTasks();
        newest.forEach(older::add);
        return older;
    }

    private void adopt() {
        Found found = found();
        List<Queue> queues =
                found.held().stream().map(this::replayed).filter(Queue::isWhole).toList();
        if (queues.isEmpty()) {
            return;
        }
        // All before any: what goes on already cannot be taken up once more after a refusal.
        queues.stream().filter(queue -> !queue.isEnded()).forEach(queue -> recorded.require(queue.replayed.state()));
        int number = QueueHosting.number(queues.get(queues.size() - 1).row.id());
        EndedTasks older = older(found.older());
        List<QueueRun> runs = queues.stream().map(this::taken).toList();
        var unused = desk.ask(on -> {
            board.adopt(on, older, runs, number);
            return true;
        });
    }

    /**
     * A queue as it is recorded.
     *
     * @param replayed to be read only
     */
    private record Queue(ExecutionRow row, List<Commit> history, Hosted replayed) {
        boolean isEnded() {
            return row.status().isEnded();
        }

        /** Not if it was removed while it was read. */
        boolean isWhole() {
            return !isEnded() || replayed.state().lifecycle().status().isEnded();
        }
    }

    private Queue replayed(ExecutionRow row) {
        List<Commit> history = new ArrayList<>();
        archive.replay(row.id(), history::add);
        Hosted hosted = empty(row, history);
        history.forEach(hosted::replay);
        return new Queue(row, history, hosted);
    }

    private QueueRun taken(Queue queue) {
        return queue.isEnded() ? ended(queue.replayed) : resumed(queue);
    }

    private QueueRun ended(Hosted hosted) {
        hosted.end().complete(hosted.state());
        return board.run(hosted);
    }

    private QueueRun resumed(Queue queue) {
        Hosted hosted = empty(queue.row, queue.history);
        QueueRun run = board.run(hosted);
        host.resume(hosted, queue.history, List.of(at -> new Signal.Recovered(at, "engine")), null);
        return run;
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
