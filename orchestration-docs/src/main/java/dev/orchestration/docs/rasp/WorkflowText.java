package dev.orchestration.docs.rasp;

import dev.orchestration.state.Json;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.List;
import java.util.StringJoiner;

/** What pages say of workflows. Stateless. */
final class WorkflowText {
    /** A larger graph is no picture that anybody reads on a page. */
    private static final int DRAWN = 100;

    private WorkflowText() {}

    /** Its name, what it is for, how to run it, and its graph. */
    static String chapter(DocumentedWorkflow workflow) {
        String link = Markdown.link(workflow.path(), workflow.path());
        return workflow.definition()
                .map(definition -> "### " + Markdown.text(definition.name()) + "\n\n" + sentence(definition) + link
                        + "\n\n```sh\norchestrate run " + shellWord(workflow.path()) + "\n```\n\n" + graph(definition))
                .orElseGet(() -> "### " + Markdown.text(workflow.path()) + "\n\n" + link
                        + " has faults; `orchestrate validate` tells which.\n");
    }

    private static String sentence(WorkflowDefinition definition) {
        String description = Markdown.text(definition.description());
        return description.isEmpty() ? "" : description + (description.endsWith(".") ? " " : ". ");
    }

    private static String graph(WorkflowDefinition definition) {
        if (definition.steps().size() > DRAWN) {
            return definition.steps().size()
                    + " steps, which are too many to draw here: `orchestrate graph` draws them.\n";
        }
        return "```mermaid\n" + definition.graph().toMermaid().strip() + "\n```\n";
    }

    /** Parameters and steps, as tables. */
    static String contract(DocumentedWorkflow workflow) {
        return workflow.definition()
                .map(WorkflowText::tables)
                .orElse("It has faults; `orchestrate validate` tells which.\n");
    }

    private static String tables(WorkflowDefinition definition) {
        StringBuilder out = new StringBuilder(parameters(definition));
        out.append("| step | does | after |\n|---|---|---|\n");
        List<WorkflowStep> steps = definition.steps();
        int shown = Math.min(steps.size(), DRAWN);
        for (int i = 0; i < shown; i++) {
            WorkflowStep step = steps.get(i);
            StringJoiner after = new StringJoiner(", ").setEmptyValue(i < definition.firstFinal() ? "" : "all others");
            step.dependencies().forEach(name -> after.add(Markdown.text(name)));
            out.append(row(
                    Markdown.text(step.name()),
                    Markdown.code(step.task().action().toString()),
                    after.toString()));
        }
        return out + (shown < steps.size() ? "\nand " + (steps.size() - shown) + " more.\n" : "");
    }

    private static String parameters(WorkflowDefinition definition) {
        if (definition.parameters().isEmpty()) {
            return "It has no parameters.\n\n";
        }
        StringBuilder out = new StringBuilder("| parameter | type | where nothing is said | |\n|---|---|---|---|\n");
        definition
                .parameters()
                .forEach((name, schema) -> out.append(row(
                        Markdown.code(name),
                        Markdown.text(String.valueOf(schema.getOrDefault("type", "any"))),
                        schema.containsKey("default")
                                ? Markdown.code(Json.write(schema.get("default")))
                                : "must be given",
                        Markdown.text(String.valueOf(schema.getOrDefault("description", ""))))));
        return out.append('\n').toString();
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String shellWord(String path) {
        return path.matches("[A-Za-z0-9_./@%+=,-]+") ? path : "'" + path.replace("'", "'\\''") + "'";
    }
}
