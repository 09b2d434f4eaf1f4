package dev.orchestration.workflow.definition;

import dev.orchestration.state.Digests;
import dev.orchestration.tasks.OrchestrationMode;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.workflow.dag.WorkflowDAG;
import dev.orchestration.workflow.expression.Names;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Builds the definition out of the tree of one file. Confined to one thread. */
final class DefinitionReader {
    static final Set<String> KEYS = Set.of(
            "name",
            "description",
            "version",
            "parameters",
            "mode",
            "concurrency",
            "max_parallel",
            "timeout",
            "defaults",
            "resources",
            "on_failure",
            "steps",
            "finally",
            "metadata");

    private final SourceMap root;
    private final Fields top;
    private final FaultList faults;
    private final SchemaFaults schemas;
    /** How many steps are not of {@code finally}; known once they are read. */
    private int firstFinal;

    DefinitionReader(SourceMap root, FaultList faults) {
        this.root = root;
        this.faults = faults;
        this.top = new Fields(root, "the workflow", faults);
        this.schemas = new SchemaFaults(faults);
    }

    /**
     * The definition, of use only if there was no fault.
     *
     * @param others looks at the files that steps run as workflows of their own, null where this one is of no file
     */
    WorkflowDefinition read(Optional<ActionRegistry> actions, @Nullable SubWorkflows others) {
        Head head = head();
        List<StepDraft> drafts = drafts(head);
        actions.ifPresent(registry -> {
            ActionCheck check = new ActionCheck(registry, head.parameters().keySet(), schemas);
            drafts.forEach(check::check);
            if (others != null) {
                drafts.forEach(others::check);
            }
            checkTogether(
                    drafts.subList(0, firstFinal)); // not of recorded definitions, which earlier versions have accepted
            checkTogether(drafts.subList(firstFinal, drafts.size()));
        });
        List<WorkflowStep> steps = drafts.stream().map(StepDraft::step).toList();
        StringBuilder json = new StringBuilder();
        if (!faults.hasErrors()) {
            root.appendJson(json);
        }
        return definition(head, steps, json.toString(), Digests.sha256(json.toString()));
    }

    /** As {@link #read(Optional, SubWorkflows)}; what the steps are to each other was checked before they were recorded. */
    WorkflowDefinition read(RecordedText text) {
        Head head = head();
        if (!Collections.disjoint(head.parameters().keySet(), text.names())) {
            top.error(FaultCode.NAME_CLASH, "steps", "a step and a parameter have one name");
        }
        StepReader reader = stepReader(head, new Names(text.names(), head.parameters()), StepDefaults.read(top));
        List<WorkflowStep> steps = new ArrayList<>(text.names().size());
        if (!text.eachStep(step -> steps.add(reader.read(step, steps.size() + 1).step()))) {
            top.error(FaultCode.DUPLICATE_KEY, "steps", "a step has a key twice");
        }
        firstFinal = steps.size();
        return definition(head, Collections.unmodifiableList(steps), text.json(), text.digest());
    }

    /** What steps are read with. */
    private record Head(
            String name,
            Map<String, Map<String, Object>> parameters,
            ResourceReader reader,
            List<ResourceDefinition> resources) {}

    private Head head() {
        top.rejectOthers(KEYS, Set.of());
        top.require("name");
        top.require("steps");
        top.map("metadata");
        String name = top.text("name");
        if (name != null) {
            NameRule.check(name, "the workflow", top.place("name"), faults);
        }
        Map<String, Map<String, Object>> parameters = new ParameterReader(schemas).read(top);
        ResourceReader resources = new ResourceReader(faults);
        return new Head(name == null ? "" : name, parameters, resources, resources.declarations(top));
    }

    /** What can be told only of steps that are sound each for itself. */
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

    private WorkflowDefinition definition(Head head, List<WorkflowStep> steps, String json, String digest) {
        OrchestrationMode mode = top.choice("mode", OrchestrationMode.class);
        OnFailure onFailure = top.choice("on_failure", OnFailure.class);
        Duration timeout = top.duration("timeout", true);
        int maxParallel = top.whole("max_parallel", 1, Integer.MAX_VALUE, 0);
        return new WorkflowDefinition(
                head.name(),
                top.text("description", ""),
                version(),
                Collections.unmodifiableMap(head.parameters()),
                mode,
                ConcurrencyReader.read(top, head.parameters()),
                maxParallel,
                timeout,
                head.resources(),
                onFailure == null ? OnFailure.CONTINUE : onFailure,
                steps,
                firstFinal,
                json,
                digest);
    }

    private StepReader stepReader(Head head, Names names, StepDefaults defaults) {
        ExpressionScan expressions = new ExpressionScan(names, faults);
        SuccessReader success = new SuccessReader(expressions, schemas);
        return new StepReader(defaults, head.reader(), expressions, success, faults);
    }

    private List<StepDraft> drafts(Head head) {
        List<SourceNode> nodes = top.list("steps");
        if (nodes.isEmpty() && top.node("steps") instanceof SourceList) {
            top.error(FaultCode.BAD_VALUE, "steps", "a workflow needs at least one step");
        }
        List<SourceNode> finals = top.list("finally");
        List<SourceNode> both = new ArrayList<>(nodes);
        both.addAll(finals);
        Names names = new Names(names(both, head.parameters().keySet()), head.parameters());
        StepDefaults defaults = StepDefaults.read(top);
        List<StepDraft> drafts = drafts(nodes, stepReader(head, names, defaults));
        firstFinal = drafts.size();
        if (!finals.isEmpty()) {
            Set<String> others = drafts.stream().map(StepDraft::name).collect(Collectors.toSet());
            StepReader reader = stepReader(head, names.atTheEnd(), defaults.within(FinallySteps.TIMEOUT));
            drafts(finals, reader).forEach(draft -> drafts.add(FinallySteps.apart(draft, others)));
            FinallySteps.check(drafts, firstFinal, faults);
        }
        new DependencyCheck(drafts, faults).run();
        return drafts;
    }

    private List<StepDraft> drafts(List<SourceNode> nodes, StepReader reader) {
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
}
