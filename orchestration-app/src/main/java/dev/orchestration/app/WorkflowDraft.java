package dev.orchestration.app;

import dev.orchestration.state.Json;
import java.util.List;

/** The text of a workflow to begin with. */
final class WorkflowDraft {
    /** What its first line calls the schema, as {@code orchestrate schema -o} writes it. */
    static final String SCHEMA = "workflow.schema.json";

    private WorkflowDraft() {}

    /** Names are written as JSON has them, which YAML reads in the same way, whatever is in them. */
    static String of(String name, List<String> steps) {
        StringBuilder out = new StringBuilder();
        out.append("# yaml-language-server: $schema=").append(SCHEMA).append('\n');
        out.append("name: ").append(Json.write(name)).append('\n');
        out.append("parameters:\n  who: {type: string, default: world}\nsteps:\n");
        String before = null;
        for (String step : steps) {
            out.append("  - name: ").append(Json.write(step)).append('\n');
            out.append("    action: shell.run\n");
            if (before != null) {
                out.append("    depends_on: [").append(Json.write(before)).append("]\n");
            }
            out.append("    parameters:\n");
            out.append("      command: 'echo \"$STEP for $WHO\"'\n");
            out.append("      env: {STEP: ").append(Json.write(step)).append(", WHO: \"{{who}}\"}\n");
            before = step;
        }
        return out.toString();
    }
}
