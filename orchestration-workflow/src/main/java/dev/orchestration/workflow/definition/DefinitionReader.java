package dev.orchestration.workflow.definition;

import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.expression.Names;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the definition out of the tree of one file. Confined to one thread. */
final class DefinitionReader {
    static final Set<String> KEYS = Set.of(
            "name",
            "description",
            "version",
            "parameters",
            "mode",
            "max_parallel",
            "timeout",
            "defaults",
            "resources",
            "on_failure",
            "steps",
            "metadata");
    private static final Set<String> LATER = Set.of("concurrency", "finally");

    private final SourceMap root;
    private final Fields top;
    private final FaultList faults;
    private final SchemaFaults schemas;

    DefinitionReader(SourceMap root, FaultList faults) {
        this.root = root;
        this.faults = faults;
        this.top = new Fields(root, "the workflow", faults);
        this.schemas = new SchemaFaults(faults);
    }

    /** The definition, of use only if there was no fault. */
    WorkflowDefinition read(Optional<ActionRegistry> actions) {
        top.rejectOthers(KEYS, LATER);
        top.require("name");
        top.require("steps");
        top.map("metadata");
        String name = top.text("name");
        if (name != null) {
            NameRule.check(name, "the workflow", top.place("name"), faults);
        }
        Map<String, Map<String, Object>> parameters = new ParameterReader(schemas).read(top);
        ResourceReader resources = new ResourceReader(faults);
        List<ResourceDefinition> declared = resources.declarations(top);
        List<StepDraft> drafts = steps(resources, parameters);
        actions.ifPresent(registry -> {
            ActionCheck check = new ActionCheck(registry, parameters.keySet(), schemas);
            drafts.forEach(check::check);
            checkTogether(drafts);
        });
        return definition(name == null ? "" : name, parameters, declared, drafts);
    }

    /**
     * What can be told only of steps that are sound each for itself. Recorded definitions, which are read without actions, are
     * not asked: earlier versions have accepted them.
     */
    private void checkTogether(List<StepDraft> drafts) {
        if (faults.hasErrors()) {
            return;
        }
        WorkflowDAG dag = WorkflowDAG.of(
                drafts.stream().map(StepDraft::name).toList(),
                drafts.stream().map(StepDraft::allDependencies).toList());
        new ReachCheck(drafts, dag, faults).run();
        if (!OrchestrationMode.SEQUENTIAL.wire().equals(top.text("mode"))) { // there the order is always the same
            new ContextWriteCheck(drafts, dag, faults).run();
        }
    }

    private WorkflowDefinition definition(
            String name,
            Map<String, Map<String, Object>> parameters,
            List<ResourceDefinition> resources,
            List<StepDraft> drafts) {
        OrchestrationMode mode = top.choice("mode", OrchestrationMode.class);
        OnFailure onFailure = top.choice("on_failure", OnFailure.class);
        Duration timeout = top.duration("timeout", true);
        int maxParallel = top.whole("max_parallel", 1, Integer.MAX_VALUE, 0);
        String description = top.text("description", "");
        String version = version();
        StringBuilder json = new StringBuilder();
        if (!faults.hasErrors()) {
            root.appendJson(json);
        }
        return new WorkflowDefinition(
                name,
                description,
                version,
                Collections.unmodifiableMap(parameters),
                mode,
                maxParallel,
                timeout,
                resources,
                onFailure == null ? OnFailure.CONTINUE : onFailure,
                drafts.stream().map(StepDraft::step).toList(),
                json.toString(),
                digest(json.toString()));
    }

    private List<StepDraft> steps(ResourceReader resources, Map<String, Map<String, Object>> parameters) {
        List<SourceNode> nodes = top.list("steps");
        if (nodes.isEmpty() && top.node("steps") instanceof SourceList) {
            top.error(FaultCode.BAD_VALUE, "steps", "a workflow needs at least one step");
        }
        Names names = new Names(names(nodes, parameters.keySet()), parameters);
        ExpressionScan expressions = new ExpressionScan(names, faults);
        StepReader reader = new StepReader(
                StepDefaults.read(top), resources, expressions, new SuccessReader(expressions, schemas), faults);
        List<StepDraft> drafts = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            if (nodes.get(i) instanceof SourceMap step) {
                drafts.add(reader.read(step, i + 1));
            } else if (!nodes.get(i).broken()) {
                faults.error(
                        FaultCode.WRONG_TYPE,
                        nodes.get(i).place(),
                        "step " + (i + 1) + " must be a map, not "
                                + nodes.get(i).described());
            }
        }
        new DependencyCheck(drafts, faults).run();
        return drafts;
    }

    /** The names of all steps; one that is a parameter's too is told. */
    private Set<String> names(List<SourceNode> nodes, Set<String> parameters) {
        Set<String> names = new LinkedHashSet<>();
        for (SourceNode node : nodes) {
            boolean named = node instanceof SourceMap step
                    && step.get("name") instanceof SourceScalar scalar
                    && scalar.json() instanceof String name
                    && names.add(name)
                    && parameters.contains(name);
            if (named && node instanceof SourceMap step && step.get("name") instanceof SourceScalar scalar) {
                faults.error(
                        FaultCode.NAME_CLASH,
                        scalar.place(),
                        scalar.described() + " names a step and a parameter; a template could mean either");
            }
        }
        return names;
    }

    /** Text, or a number as it is written in JSON. */
    private String version() {
        boolean number = top.node("version") instanceof SourceScalar scalar && scalar.json() instanceof Number;
        SourceNode node = top.node("version");
        return number && node != null ? String.valueOf(node.json()) : top.text("version", "");
    }

    private static String digest(String json) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(json.getBytes(StandardCharsets.UTF_8));
            return "sha256:" + HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
