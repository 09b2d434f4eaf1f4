package dev.orchestration.workflow.build;

/** Where a definition in code begins. */
public final class Workflow {
    private Workflow() {}

    /**
     * Begins a workflow of this name.
     *
     * <pre>{@code
     * WorkflowDefinition report = Workflow.define("report")
     *         .parameter("day", "string")
     *         .step("fetch", s -> s.action("http", "request").with("url", "https://example.org/{{day}}.json"))
     *         .step("count", s -> s.action("shell", "run").with("command", "wc -l").dependsOn("fetch"))
     *         .build();
     * }</pre>
     */
    public static WorkflowBuilder define(String name) {
        return new WorkflowBuilder(name);
    }
}
