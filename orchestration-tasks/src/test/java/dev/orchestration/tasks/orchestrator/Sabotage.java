package dev.orchestration.tasks.orchestrator;

import dev.orchestration.state.event.Activation;
import dev.orchestration.state.event.CancelScope;
import dev.orchestration.state.event.Event;
import dev.orchestration.state.event.Next;
import dev.orchestration.state.event.Outcome;
import dev.orchestration.tasks.RetryPolicy;
import dev.orchestration.tasks.TaskSpec;
import dev.orchestration.tasks.decide.Decider;
import dev.orchestration.tasks.decide.EventSink;
import dev.orchestration.tasks.decide.ExecutionState;
import dev.orchestration.tasks.decide.Signal;
import java.time.Duration;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** A fault built into the engine or its records on purpose, and by which words it has to be found. */
enum Sabotage {
    NONE(""),

    /** There are more resources to give out than there are. */
    CAPACITY_IGNORED("in use") {
        @Override
        double capacity(double real) {
            return 100 * real;
        }
    },

    SLOTS_IGNORED("slots") {
        @Override
        int slots(int real) {
            return 2 * real;
        }
    },

    MAX_PARALLEL_IGNORED("max_parallel") {
        @Override
        int maxParallel(int real) {
            return Integer.MAX_VALUE;
        }
    },

    TASKS_OF_SESSION_IGNORED("tasks of the session") {
        @Override
        SessionLimits limits(SessionLimits real) {
            return new SessionLimits(real.session(), Integer.MAX_VALUE, real.maxParallelWorkflows());
        }
    },

    WORKFLOWS_OF_SESSION_IGNORED("workflows of the session") {
        @Override
        SessionLimits limits(SessionLimits real) {
            return new SessionLimits(real.session(), real.maxParallelTasks(), Integer.MAX_VALUE);
        }
    },

    STEP_STARTED_EARLY("step"),

    RETRY_TOO_OFTEN("step") {
        @Override
        TaskSpec taken(TaskSpec real) {
            return Specs.spec(
                    real,
                    RetryPolicy.of(real.retry().maxRetries() + 1),
                    real.timeout(),
                    real.runOn(),
                    real.required(),
                    real.onInterrupt());
        }
    },

    RETRY_TOO_EARLY("what is due") {
        @Override
        Decider decider(Decider real) {
            return new Tampering(real, signal -> true, event -> {
                boolean retry = event instanceof Event.AttemptEnded e && e.next() == Next.RETRY;
                return retry ? Faults.dueEarlier((Event.AttemptEnded) event, Duration.ofMillis(1)) : event;
            });
        }
    },

    TIMEOUT_IGNORED("what is due") {
        @Override
        TaskSpec taken(TaskSpec real) {
            return Specs.spec(real, real.retry(), null, real.runOn(), real.required(), real.onInterrupt());
        }
    },

    /** Attempts are asked to end when their time is over, and not given up when they go on. */
    HANGING_ATTEMPT_KEPT("was not given up") {
        @Override
        boolean swallows(Signal signal) {
            return signal instanceof Signal.AttemptReturned s && s.result().outcome() == Outcome.ABANDONED;
        }
    },

    TIMER_LOST("was not woken") {
        @Override
        boolean swallows(Signal signal) {
            return signal instanceof Signal.WaitDue;
        }
    },

    CANCEL_IGNORED("CANCELLED") {
        @Override
        Decider decider(Decider real) {
            return new Tampering(real, signal -> !(signal instanceof Signal.CancelAsked), event -> event);
        }
    },

    /** The record says that a step was cancelled, and then that it starts. */
    CANCELLED_STEP_STARTED("what is over starts again") {
        @Override
        Stream<Event> told(Event event) {
            boolean step = event instanceof Event.CancelRequested e && e.scope() == CancelScope.STEP;
            return step ? Stream.of(event, started((Event.CancelRequested) event)) : Stream.of(event);
        }

        private Event started(Event.CancelRequested e) {
            return new Event.AttemptStarted(e.at(), new Activation(e.node(), Activation.NO_ITEM, 1), 1, null);
        }
    },

    /** A worker's word does not reach the engine. */
    COMPLETION_LOST(""),

    EVENT_LOST("") {
        @Override
        Stream<Event> told(Event event) {
            return Stream.of(event).filter(each -> !(each instanceof Event.AttemptEnded));
        }
    },

    SECOND_END("while COMPLETED") {
        @Override
        Stream<Event> told(Event event) {
            boolean done = event instanceof Event.AttemptEnded e && e.next() == Next.COMPLETED;
            return done ? Stream.of(event, event) : Stream.of(event);
        }
    };

    /** What the objection says, among other things. */
    final String objection;

    Sabotage(String objection) {
        this.objection = objection;
    }

    double capacity(double real) {
        return real;
    }

    int slots(int real) {
        return real;
    }

    int maxParallel(int real) {
        return real;
    }

    SessionLimits limits(SessionLimits real) {
        return real;
    }

    /** What the engine takes a step for. */
    TaskSpec taken(TaskSpec real) {
        return real;
    }

    Decider decider(Decider real) {
        return real;
    }

    /** What the journal tells of an event. */
    Stream<Event> told(Event event) {
        return Stream.of(event);
    }

    /** Whether a signal gets lost on its way to the execution, and so to the model too. */
    boolean swallows(Signal signal) {
        return false;
    }

    /** A decider that does not hear everything, or does not say what it should. */
    private record Tampering(Decider real, Predicate<Signal> hears, UnaryOperator<Event> says) implements Decider {
        @Override
        public void decide(ExecutionState state, Signal signal, EventSink out) {
            if (hears.test(signal)) {
                real.decide(state, signal, event -> out.emit(says.apply(event)));
            }
        }

        @Override
        public boolean start(ExecutionState state, int node, long at, EventSink out) {
            return real.start(state, node, at, out);
        }
    }
}
