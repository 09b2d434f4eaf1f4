package dev.orchestration.workflow.build;

import dev.orchestration.resources.ResourceType;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.state.Quoted;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.DefinitionException;
import dev.orchestration.workflow.definition.OnFailure;
import dev.orchestration.workflow.definition.ReadResult;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workflow, key by key as a file has it; {@link #build} gives the definition that the file would give, with the same digest
 * where the keys are said in the order and spelling of the file. Not thread-safe.
 */
public final class WorkflowBuilder {
    private final String name;
    private final Keys keys = new Keys();

    WorkflowBuilder(String name) {
        this.name = name;
        keys.put("name", name);
    }

    /** For people. */
    public WorkflowBuilder description(String text) {
        return json("description", text);
    }

    /** For people. */
    public WorkflowBuilder version(String text) {
        return json("version", text);
    }

    /** Adds a parameter with its JSON Schema; a {@code default} in it makes the parameter optional. */
    public WorkflowBuilder parameter(String parameter, Map<String, ?> schema) {
        keys.put("parameters", parameter, schema);
        return this;
    }

    /** Adds a parameter of this type of JSON Schema, which must be given. */
    public WorkflowBuilder parameter(String parameter, String type) {
        return parameter(parameter, Map.of("type", type));
    }

    /** Adds a parameter of this type of JSON Schema. */
    public WorkflowBuilder parameter(String parameter, String type, Object otherwise) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("type", type);
        schema.put("default", otherwise);
        return parameter(parameter, schema);
    }

    /** Who starts next, where whoever starts an execution does not say. */
    public WorkflowBuilder mode(OrchestrationMode mode) {
        keys.put("mode", mode);
        return this;
    }

    /** How many of its executions may be under way at once. */
    public WorkflowBuilder concurrency(Consumer<ConcurrencyBuilder> rule) {
        ConcurrencyBuilder concurrency = new ConcurrencyBuilder();
        rule.accept(concurrency);
        return json("concurrency", concurrency.keys().json());
    }

    /** So many steps at once. */
    public WorkflowBuilder maxParallel(int count) {
        return json("max_parallel", count);
    }

    /** Of the whole execution. */
    public WorkflowBuilder timeout(Duration limit) {
        keys.put("timeout", limit);
        return this;
    }

    /** What holds for a step that says nothing else. */
    public WorkflowBuilder defaults(Consumer<DefaultsBuilder> what) {
        DefaultsBuilder defaults = new DefaultsBuilder();
        what.accept(defaults);
        return json("defaults", defaults.keys().json());
    }

    /** Adds a resource that is registered if it is absent. */
    public WorkflowBuilder resource(String id, ResourceType type, double capacity) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("id", id);
        resource.put("type", type.wire());
        resource.put("capacity", amount(capacity));
        keys.add("resources", resource);
        return this;
    }

    /** A whole number is written as one. */
    static Object amount(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1L << 53 ? (Object) (long) value : (Object) value;
    }

    /** Whether what does not depend on a failed step goes on. */
    public WorkflowBuilder onFailure(OnFailure rule) {
        keys.put("on_failure", rule);
        return this;
    }

    /** Adds a step. */
    public WorkflowBuilder step(String step, Consumer<StepBuilder> what) {
        return add("steps", step, what);
    }

    /** Adds a step of {@code finally}: it runs when all others have ended, however they did. */
    public WorkflowBuilder lastly(String step, Consumer<StepBuilder> what) {
        return add("finally", step, what);
    }

    private WorkflowBuilder add(String key, String step, Consumer<StepBuilder> what) {
        StepBuilder builder = new StepBuilder(step);
        what.accept(builder);
        keys.add(key, builder.keys().json());
        return this;
    }

    /** Whatever shall stand there; the engine never reads it. */
    public WorkflowBuilder metadata(Map<String, ?> json) {
        return json("metadata", json);
    }

    /** Any key with a value as a file has it. */
    public WorkflowBuilder json(String key, @Nullable Object value) {
        keys.put(key, value);
        return this;
    }

    /**
     * The definition; its actions are looked at when it is executed.
     *
     * @throws DefinitionException with every fault, each of its step or of the workflow
     */
    public WorkflowDefinition build() {
        return require(check(Optional.empty()));
    }

    /** As {@link #build()}; the actions must be known to {@code actions}, and their parameters fit. */
    public WorkflowDefinition build(ActionRegistry actions) {
        return require(check(Optional.of(actions)));
    }

    /** Looks at what is wrong with it. */
    public ReadResult check(Optional<ActionRegistry> actions) {
        return new WorkflowReader().read(keys.json(), actions);
    }

    /** @throws OrchestrationException if it has faults */
    private WorkflowDefinition require(ReadResult result) {
        return result.definition()
                .orElseThrow(() -> new DefinitionException("workflow \"" + Quoted.plain(name) + "\"", result.errors()));
    }
}
