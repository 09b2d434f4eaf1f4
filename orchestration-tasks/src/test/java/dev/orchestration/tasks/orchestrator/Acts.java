package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Failure;
import dev.orchestration.state.JsonValue;
import dev.orchestration.state.WorkflowStatus;
import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.Decision;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.decide.Signal;
import dev.orchestration.tasks.model.Belief;
import dev.orchestration.tasks.model.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** What may happen in a play, in any order. */
final class Acts {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Play play;

    Acts(Play play) {
        this.play = play;
    }

    /** One thing, drawn. */
    void act() {
        int dice = play.random.nextInt(100);
        if (dice < 10) {
            submit();
        } else if (dice < 15) {
            submitTask();
        } else if (dice < 17) {
            beat();
        } else if (dice < 19) {
            decide();
        } else if (dice < 21) {
            pause();
        } else if (dice < 24) {
            goOn();
        } else if (dice < 28) {
            say();
        } else if (dice < 50) {
            play.workers.drawn().ifPresent(order -> report(order, Outcome.COMPLETED));
        } else if (dice < 65) {
            play.workers.drawn().ifPresent(order -> report(order, Outcome.FAILED));
        } else if (dice < 80) {
            play.clock.advance(Duration.ofMillis(play.random.nextInt(play.random.nextInt(3) == 0 ? 2_000 : 30_000)));
        } else if (dice < 84) {
            cancel();
        } else if (dice < 88) {
            crash();
        } else if (dice < 92) {
            suspend();
        } else {
            retry();
        }
    }

    private void submit() {
        if (play.ledgers.size() == 4) {
            return;
        }
        DrawnGraph graph = new DrawnGraph(play.random);
        ExecutionId id = new ExecutionId(play.world.ids().next());
        long seed = play.random.nextLong();
        play.ledgers.put(id, new Ledger(graph, play.visits));
        play.forecasts.put(id, new Forecast(graph.chart(seed), play.objections));
        Hosted hosted = play.hosted(id);
        play.newcomers.put(id, hosted);
        play.tell(on -> {
            if (!on.roster().hostNew(hosted)) {
                return;
            }
            hosted.emit(new Event.ExecutionCreated(
                    on.now(), "play", "sha256:x", Map.of(), "s", graph.mode.wire(), seed, ".", List.of()));
            on.roster().enroll(hosted, on.now());
        });
    }

    void report(Attempt order, Outcome outcome) {
        play.workers.orders.remove(order.key());
        if (play.sabotage == Sabotage.COMPLETION_LOST && outcome == Outcome.COMPLETED) {
            return;
        }
        ErrorKind kind = ErrorKind.values()[play.random.nextInt(ErrorKind.values().length)];
        Failure why = outcome == Outcome.COMPLETED ? null : new Failure("Boom", "it broke", kind);
        long now = play.clock.micros();
        var result = new Signal.AttemptResult(outcome, now, now, order.label(), List.of(), why, null);
        play.told.put(order.key(), result);
        order.returned(result);
    }

    private ExecutionId anyExecution() {
        List<ExecutionId> ids = new ArrayList<>(play.ledgers.keySet());
        return ids.isEmpty() ? null : ids.get(play.random.nextInt(ids.size()));
    }

    /** A queue gets its next task. */
    private void submitTask() {
        ExecutionId id = anyExecution();
        if (id != null) {
            submitTask(id);
        }
    }

    void submitTask(ExecutionId id) {
        Belief now = play.forecasts.get(id).now();
        DrawnGraph graph = play.ledgers.get(id).graph;
        int next = now.nodes().size();
        boolean asks = play.loop.trouble().isEmpty(); // else it would be refused at once
        if (asks && graph.grows && !now.stopping() && next < graph.size()) {
            play.tell(on -> on.signal(id, at -> new Signal.TaskSubmitted(at, graph.task(next), List.of())));
        }
    }

    /** A queue gets no more tasks. */
    void close(ExecutionId id) {
        play.tell(on -> on.signal(id, Signal.CloseAsked::new));
    }

    private void beat() {
        play.workers.drawn().ifPresent(order -> {
            play.forecasts.get(order.execution()).beaten(order, play.clock.micros());
            if (play.random.nextBoolean()) {
                order.beat(play.clock.nanos());
            } else {
                order.beat(play.clock.nanos(), JsonValue.of(play.random.nextInt(100), "progress"));
            }
        });
    }

    private void decide() {
        ExecutionId id = anyExecution();
        List<Node> nodes = id == null ? List.of() : play.forecasts.get(id).now().nodes();
        Decision decision = Decision.values()[play.random.nextInt(Decision.values().length)];
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).status() == TaskStatus.WAITING
                    && nodes.get(node).due() == null) {
                Activation activation =
                        new Activation(node, Activation.NO_ITEM, nodes.get(node).n());
                play.tell(on -> on.signal(id, at -> new Signal.Decided(at, activation, decision, "test")));
            }
        }
    }

    private void say() {
        ExecutionId id = anyExecution();
        if (id != null) {
            String name = "s" + play.random.nextInt(2);
            play.tell(on -> on.signal(id, at -> new Signal.SignalCame(at, name, 1L, "test")));
            answer(id, play.random.nextBoolean());
        }
    }

    /** Whoever waits for a person gets an answer. */
    void answer(ExecutionId id, boolean approved) {
        List<Node> nodes = play.forecasts.get(id).now().nodes();
        for (int node = 0; node < nodes.size(); node++) {
            if (nodes.get(node).status() == TaskStatus.WAITING) {
                Activation activation =
                        new Activation(node, Activation.NO_ITEM, nodes.get(node).n());
                play.tell(on -> on.signal(id, at -> new Signal.Answered(at, activation, approved, null, null, "test")));
            }
        }
    }

    private void pause() {
        ExecutionId id = anyExecution();
        if (id != null) {
            play.tell(on -> on.signal(id, at -> new Signal.PauseAsked(at, "paused by test")));
        }
    }

    private void goOn() {
        ExecutionId id = anyExecution();
        if (id != null) {
            goOn(id);
        }
    }

    /** One whose running steps go on is told so; one that is carried out by nobody any more is taken up. */
    void goOn(ExecutionId id) {
        boolean paused = play.ledgers.get(id).workflow == WorkflowStatus.PAUSED;
        boolean asks = play.loop.trouble().isEmpty(); // else it would be refused at once
        if (asks && paused && play.loop.roster().find(id) == null) {
            resume(id, List.of(Acts::recovered));
        } else {
            play.tell(on -> on.signal(id, at -> new Signal.ContinueAsked(at, "test")));
        }
    }

    private void cancel() {
        ExecutionId id = anyExecution();
        if (id != null) {
            boolean one = play.random.nextBoolean();
            int known = play.forecasts.get(id).now().nodes().size();
            if (one && known == 0) {
                return;
            }
            Integer node = one ? (Integer) play.random.nextInt(known) : null;
            CancelScope scope = one ? CancelScope.STEP : CancelScope.EXECUTION;
            play.tell(on -> on.signal(id, at -> new Signal.CancelAsked(at, scope, node, "test", "no more")));
        }
    }

    /** The process dies: what was not committed is gone, and so is whatever ran. */
    void crash() {
        play.workers.orders.clear();
        play.forecasts.values().forEach(Forecast::crashed);
        play.openAgain();
        play.ledgers.forEach((id, ledger) -> {
            if (ledger.workflow != null && !ledger.workflow.isEnded()) {
                boolean cancel = play.random.nextInt(12) == 0;
                resume(id, cancel ? List.of(Acts::cancelled, Acts::recovered) : List.of(Acts::recovered));
            }
        });
    }

    private static Signal recovered(long at) {
        return new Signal.Recovered(at, "test");
    }

    private static Signal cancelled(long at) {
        return new Signal.CancelAsked(at, CancelScope.EXECUTION, null, "test", "no more");
    }

    private void suspend() {
        play.tellUrgently(on -> {
            on.suspend("shutdown", PATIENCE.toNanos());
            play.forecasts.values().forEach(each -> each.shutDown(on.now()));
        });
        play.step();
        boolean polite = play.random.nextInt(4) > 0;
        List.copyOf(play.workers.orders.values()).forEach(order -> {
            if (polite || play.random.nextBoolean()) {
                report(order, play.random.nextInt(3) == 0 ? Outcome.COMPLETED : Outcome.FAILED);
            }
        });
        play.step();
        play.clock.advance(PATIENCE);
        play.step();
        crash();
    }

    private void retry() {
        ExecutionId id = anyExecution();
        Ledger ledger = id == null ? null : play.ledgers.get(id);
        boolean asks = play.loop.trouble().isEmpty(); // else it would be refused at once
        if (asks
                && ledger != null
                && (ledger.workflow == WorkflowStatus.FAILED || ledger.workflow == WorkflowStatus.CANCELLED)) {
            resume(id, List.of(at -> new Signal.RetryAsked(at, "test")));
        }
    }

    private void resume(ExecutionId id, List<LongFunction<Signal>> first) {
        Hosted hosted = play.hosted(id);
        play.store.replay(id, hosted::replay);
        play.tell(on -> on.roster().takeUp(hosted, first, on.now()));
    }
}
