package dev.orchestration.testing;

import dev.orchestration.core.EngineBuilder;
import dev.orchestration.core.OrchestrationEngine;
import dev.orchestration.state.ExecutionId;
import dev.orchestration.state.Times;
import dev.orchestration.tasks.action.Action;
import dev.orchestration.tasks.action.ActionName;
import dev.orchestration.workflow.Launch;
import dev.orchestration.workflow.WorkflowHandle;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * An engine on the clock of a test. Nothing happens but on the thread of the test, when it lets time pass or waits for
 * something: a workflow that sleeps a week ends at once, and the same test always does the same. The code of actions runs on
 * that thread too, and takes no time unless the test says so. Confined to one thread; close it at the end.
 */
public final class TestEngine implements AutoCloseable {
    private final Lab lab;
    private final List<Consumer<EngineBuilder>> setups;
    private final List<WorkflowDefinition> registered = new ArrayList<>();
    private final Acts acts = new Acts();
    private OrchestrationEngine engine;
    private boolean closed;

    TestEngine(Lab lab, List<Consumer<EngineBuilder>> setups) {
        this.lab = lab;
        this.setups = setups;
        this.engine = begin();
    }

    /** An engine in memory with the built-in actions, and those of plug-ins on the class path. */
    public static TestEngine create() {
        return builder().create();
    }

    public static TestEngineBuilder builder() {
        return new TestEngineBuilder();
    }

    /**
     * Plays a scenario once as it is, and then, for each commit of that, twice more: the process dies just before the commit,
     * and just after it; another engine takes over what is recorded, and the scenario is played to its end. Each time
     * everything must end as without a death, but for times and ids, and nothing that was recorded as completed may be carried out again.
     *
     * @return in how many deaths that was so
     * @throws AssertionError naming the commit and what is different
     */
    public static int crashAtEveryCommit(Scenario scenario) {
        return crashAtEveryCommit(builder(), scenario);
    }

    /** As {@link #crashAtEveryCommit(Scenario)} with engines set up so; on a store in memory. */
    public static int crashAtEveryCommit(TestEngineBuilder builder, Scenario scenario) {
        return new Crashes(builder, scenario).run();
    }

    private OrchestrationEngine begin() {
        EngineBuilder builder = OrchestrationEngine.builder();
        setups.forEach(setup -> setup.accept(builder));
        lab.file().ifPresent(builder::store);
        TestWorld life = lab.newLife();
        OrchestrationEngine begun = builder.clock(lab.clock())
                .ids(lab.ids())
                .leaveCommands()
                .world(life)
                .build();
        lab.script().enter(begun.actions());
        registered.forEach(begun.workflowManager()::createWorkflow);
        begun.start();
        life.drive().open();
        return begun;
    }

    /** The engine in its present life, for whatever else the host does with one. */
    public OrchestrationEngine engine() {
        return engine;
    }

    Lab lab() {
        return lab;
    }

    Acts acts() {
        return acts;
    }

    /** What happens when this action is carried out; to be said before a workflow that has it is started. */
    public ScriptedAction action(String module, String action) {
        ActionName name = new ActionName(module, action);
        ScriptedAction scripted = lab.script().action(name);
        lab.script().enter(engine.actions(), name);
        return scripted;
    }

    /** What happens when this step is carried out, in whatever workflow; goes before what is said of its action. */
    public ScriptedAction step(String name) {
        return lab.script().step(name);
    }

    /** This code runs in place of the action's. */
    public ScriptedAction replace(String module, String action, Action code) {
        return action(module, action).does(code);
    }

    /** The action fails: always, or as often as is said of what is returned. */
    public ScriptedAction fail(String module, String action) {
        return action(module, action).fails();
    }

    /** What fails of the store's commits. */
    public StoreFaults store() {
        return new StoreFaults(lab.commits());
    }

    /** Registers a workflow, also for the lives that follow. */
    public void register(WorkflowDefinition definition) {
        registered.add(definition);
        engine.workflowManager().createWorkflow(definition);
    }

    /** Registers the workflow of a file, also for the lives that follow. */
    public WorkflowDefinition load(Path file) {
        WorkflowDefinition definition = engine.workflowManager().loadWorkflow(file);
        registered.add(definition);
        return definition;
    }

    /** Begins an execution of a registered workflow. Its steps begin when the test lets something happen. */
    public TestRun start(String workflow, Map<String, ?> parameters) {
        return run(key -> engine.workflowManager().executeWorkflow(workflow, parameters, launch().withKey(key)));
    }

    /** Begins an execution. Its steps begin when the test lets something happen. */
    public TestRun start(WorkflowDefinition definition, Map<String, ?> parameters) {
        return run(key -> engine.workflowManager().executeWorkflow(definition, parameters, launch().withKey(key)));
    }

    /** As {@link #start(WorkflowDefinition, Map)} without parameters. */
    public TestRun start(WorkflowDefinition definition) {
        return start(definition, Map.of());
    }

    /** Whoever asks again in another life gets the execution that was begun in an earlier one. */
    private TestRun run(Function<String, WorkflowHandle> start) {
        String key = "test-" + acts.nextRun();
        return new TestRun(this, start.apply(key).id());
    }

    Launch launch() {
        return TestLaunch.launch();
    }

    /** A run of an execution that was begun in another way. */
    public TestRun run(ExecutionId id) {
        return new TestRun(this, id);
    }

    /** Everything happens that can without time passing. */
    public void settle() {
        lab.check();
        lab.life().drive().settle();
    }

    /**
     * Time passes, and what is due in it happens.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + time + " is negative");
        }
        lab.check();
        long target = acts.once(() -> lab.clock().micros() + time.toNanos() / 1_000);
        long left = Math.max(0, target - lab.clock().micros());
        lab.life().drive().advance(Duration.ofNanos(left * 1_000));
    }

    /** The time on the clock of the test. */
    public Instant now() {
        return Times.instant(lab.clock().micros());
    }

    /** Every attempt that came to the code of an action, or to what stands in for it, in all lives of the engine. */
    public List<Call> calls() {
        return List.copyOf(lab.script().calls());
    }

    /** Those of one action. */
    public List<Call> calls(String module, String action) {
        ActionName name = new ActionName(module, action);
        return calls().stream().filter(call -> call.action().equals(name)).toList();
    }

    /** The process dies, and another takes over what is recorded: what was under way is interrupted. */
    public void crash() {
        lab.commits().end();
        restart();
    }

    /** The engine is closed in order, and another begins on its store. */
    public void restart() {
        engine.close();
        engine = begin();
    }

    /** Plays from the beginning of the scenario again, in another life. */
    void again() {
        acts.again();
        crash();
    }

    /**
     * Ends the engine.
     *
     * @throws AssertionError what a handler of events has thrown since the test looked last; else, if the test has scripted an
     *     action or a step that there is not: it would have shown nothing
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        List<String> unused = List.of();
        try {
            if (lab.commits().isCrashed()) {
                lab.commits().end();
            } else {
                unused = Unused.find(lab.script(), engine);
            }
            engine.close();
            lab.script().check();
        } finally {
            lab.close();
        }
        Unused.tell(unused);
    }
}
