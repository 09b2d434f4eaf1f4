package dev.orchestration.testing;

import dev.orchestration.core.event.EventHandler;
import dev.orchestration.core.event.OrchestrationEvent;
import dev.orchestration.state.Clock;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.live.InlineWorkers;
import dev.orchestration.testing.live.Watchdog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What stands in for actions in a test, and what was asked of them, over all lives of its engine. Not thread-safe. */
final class Script {
    private final Clock clock;
    private final Supplier<InlineWorkers> workers;
    private final Watchdog watchdog;
    private final Duration patience;
    private final Map<ActionName, ScriptedAction> byAction = new HashMap<>();
    private final Map<String, ScriptedAction> byStep = new HashMap<>();
    private final Set<ActionName> onlyHere = new TreeSet<>();
    private final List<Call> calls = new ArrayList<>();
    private @Nullable AssertionError fault;

    /** @param workers those of the engine's present life */
    Script(Clock clock, Supplier<InlineWorkers> workers, Watchdog watchdog, Duration patience) {
        this.clock = clock;
        this.workers = workers;
        this.watchdog = watchdog;
        this.patience = patience;
    }

    ScriptedAction action(ActionName name) {
        return byAction.computeIfAbsent(name, any -> new ScriptedAction());
    }

    ScriptedAction step(String name) {
        return byStep.computeIfAbsent(name, any -> new ScriptedAction());
    }

    /** The steps of which something is said, by name. */
    Set<String> steps() {
        return new TreeSet<>(byStep.keySet());
    }

    /** The actions that are registered because something is said of them, and for nothing else. */
    Set<ActionName> onlyHere() {
        return onlyHere;
    }

    List<Call> calls() {
        return calls;
    }

    /** Outside everything that the host puts around its actions; what has no code anywhere gets a place for what stands in. */
    void enter(ActionRegistry registry) {
        byAction.keySet().forEach(name -> enter(registry, name));
        registry.decorate(ActionRegistry.ANY, ActionRegistry.ANY, Integer.MIN_VALUE, this::around);
    }

    void enter(ActionRegistry registry, ActionName name) {
        if (registry.find(name).isEmpty()) {
            onlyHere.add(name);
            registry.register(name.module(), name.action(), ctx -> null);
        }
    }

    private Action around(ActionName name, Action inner) {
        return ctx -> {
            calls.add(new Call(
                    name,
                    ctx.execution(),
                    ctx.step(),
                    ctx.attempt(),
                    ctx.parameters(),
                    clock.micros(),
                    ctx.idempotencyKey()));
            ScriptedAction scripted = of(name, ctx);
            watchdog.begins();
            try {
                return scripted == null ? inner.run(ctx) : scripted.run(ctx, inner, workers.get());
            } finally {
                if (watchdog.ends()) {
                    fault = new AssertionError("step '" + ctx.step() + "': the code of " + name + stuck()
                            + ": replace the action, or let it `hang` or `take` its time on the clock of the test");
                }
            }
        };
    }

    private String stuck() {
        return " did not return within " + patience.toMillis()
                + " ms of real time; in a test it runs on the test's thread, where nothing happens beside it";
    }

    /** What a handler of events throws, nobody else would see. */
    <E extends OrchestrationEvent> EventHandler<E> around(EventHandler<E> handler) {
        return event -> {
            watchdog.begins();
            try {
                handler.happened(event);
            } catch (CrashedException e) { // the process is dead
                throw e;
            } catch (Throwable e) {
                fault = e instanceof AssertionError ours
                        ? ours
                        : new AssertionError("a handler of events failed on " + event.type() + ": " + e, e);
                throw e;
            } finally {
                if (watchdog.ends()) {
                    fault = new AssertionError("a handler of events, told of " + event.type() + "," + stuck());
                }
            }
        };
    }

    private @Nullable ScriptedAction of(ActionName name, ActionContext ctx) {
        ScriptedAction exact = byStep.get(ctx.step());
        ScriptedAction ofStep = exact == null ? byStep.get(plain(ctx.step())) : exact;
        return ofStep == null ? byAction.get(name) : ofStep;
    }

    /** The step's name without item and pass. */
    static String plain(String step) {
        return step.replaceFirst("(\\[\\d+\\])?(#\\d+)?$", "");
    }

    /** Throws if the code of an action or a handler had to be interrupted, or a handler has thrown. */
    void check() {
        AssertionError known = fault;
        if (known != null) {
            fault = null;
            throw known;
        }
    }
}
