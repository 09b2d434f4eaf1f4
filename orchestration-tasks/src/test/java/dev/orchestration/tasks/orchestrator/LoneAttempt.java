package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.SessionId;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.journal.StoredDefinition;
import dev.orchestration.tasks.action.ActionKind;
import dev.orchestration.tasks.action.WorkingDirectory;
import dev.orchestration.tasks.decide.AttemptWork;
import dev.orchestration.tasks.decide.SelectionPolicy;
import dev.orchestration.tasks.decide.Signal.AttemptResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** Attempts without a loop, for tests of workers: their ends are kept in a queue. */
public final class LoneAttempt implements Attempt.Desk {
    public final BlockingQueue<AttemptResult> results = new LinkedBlockingQueue<>();
    private final Path logs;
    private volatile Runnable step = () -> {};

    public LoneAttempt(Path logs) {
        this.logs = logs;
    }

    /** Whoever tells of an end next does this at once, as the owner of the step. */
    public void nextStep(Runnable act) {
        step = act;
    }

    /** An attempt of step "a" of execution "x". */
    public Attempt make(int number, ActionKind kind, AttemptWork work) {
        Graph graph = Graph.of("a").kind("a", kind);
        Hosting hosting = new Hosting(
                graph.plan(),
                graph,
                new StoredDefinition("sha256:x", "play", "{}", List.of()),
                SelectionPolicy.of(graph.mode(), graph.plan()),
                graph.maxParallel(),
                graph.timeout(),
                new WorkingDirectory(logs, List.of()),
                new SessionLimits(new SessionId("s"), 1, 1));
        Hosted owner = new Hosted(new ExecutionId("x"), hosting);
        var start = new Event.AttemptStarted(Stage.START, Activation.first(0), number, null);
        Attempt attempt = new Attempt(this, owner, start, new Pace().unbound());
        attempt.prepare(work, Map.of());
        return attempt;
    }

    @Override
    public int told(Attempt attempt, long reading) {
        Runnable act = step;
        step = () -> {};
        attempt.told().ifPresent(results::add);
        act.run();
        return 0;
    }

    @Override
    public boolean post(Message message) {
        return true;
    }

    @Override
    public void giveBack(Holding held) {
        throw new AssertionError("nothing is held");
    }

    @Override
    public Path logs() {
        return logs;
    }
}
