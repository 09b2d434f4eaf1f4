package dev.orchestration.docs.report;

import dev.orchestration.docs.picture.Picture;
import dev.orchestration.docs.picture.WorkflowDiagram;
import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.workflow.StepCounts;
import dev.orchestration.workflow.WorkflowExecution;
import dev.orchestration.workflow.definition.WorkflowDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * An execution as one HTML file: graph, timeline, steps, context, what happened. It needs no network, has no script, forbids
 * both in its head, and holds every text of definitions and processes as text. However large the execution is, the page stays
 * below some 8 MB, and says what it leaves out.
 */
public final class ExecutionPage {
    private final Subject subject;
    private final Chain chain;
    private final Html html = new Html();

    private ExecutionPage(Subject subject) {
        this.subject = subject;
        this.chain = new Chain(subject.history(), subject.definition().orElse(null), subject.startedAt());
    }

    /** The whole page, which is UTF-8. Takes about a second for a workflow of 500 steps, most of it for the graph. */
    public static String of(Subject subject) {
        return new ExecutionPage(subject).write();
    }

    private String write() {
        WorkflowExecution execution = subject.execution();
        html.raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.raw(
                "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; img-src data:; style-src 'unsafe-inline'\">\n");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n<title>");
        html.text(execution.workflowName() + " " + execution.executionId() + ": " + execution.shownStatus());
        html.raw("</title>\n<style>\n").raw(style()).raw("</style>\n</head>\n<body>\n");
        head(execution);
        html.raw("<main>\n");
        graph();
        new TimelineSection(subject, chain, html).write();
        new StepsSection(subject, chain, html).write();
        context();
        happenings();
        html.raw("</main>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String style() {
        try (InputStream in = ExecutionPage.class.getResourceAsStream("report.css")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void head(WorkflowExecution execution) {
        String status = execution.shownStatus();
        html.raw("<header>\n<h1>").text(execution.workflowName()).raw(" <span class=\"state ");
        html.raw(execution.status().wire().toLowerCase(Locale.ROOT))
                .raw("\">")
                .text(status)
                .raw("</span></h1>\n");
        html.raw("<dl class=\"facts\">\n");
        fact("Execution", execution.executionId().value());
        fact("Started", Words.time(execution.startedAt(), subject.zone()));
        fact("Ended", Words.time(execution.endedAt(), subject.zone()));
        fact("Took", Words.span(execution.duration()));
        fact("Steps", StepCounts.of(execution, " · "));
        fact("Folder", execution.directory());
        String key = execution.requestKey();
        if (key != null) {
            fact("Asked for as", key);
        }
        fact("Trace", execution.trace().traceId());
        html.raw("</dl>\n");
        String reason = execution.reason();
        if (reason != null) {
            html.element("p", "note", "paused: " + reason);
        }
        Failure error = execution.error();
        if (error != null) {
            html.raw("<pre class=\"error\">")
                    .text(Caps.head(error.message(), Caps.MESSAGE))
                    .raw("</pre>\n");
        }
        if (!execution.parameters().isEmpty()) {
            html.raw("<details><summary>Parameters</summary><pre>");
            html.text(Caps.head(Json.pretty(execution.parameters()), Caps.OUTPUT))
                    .raw("</pre></details>\n");
        }
        html.raw(
                "<nav aria-label=\"Parts of this page\"><a href=\"#graph\">Graph</a> <a href=\"#timeline\">Timeline</a> ");
        html.raw(
                "<a href=\"#steps\">Steps</a> <a href=\"#context\">Context</a> <a href=\"#events\">Events</a></nav>\n");
        html.raw("</header>\n");
    }

    private void fact(String name, String value) {
        html.raw("<div>").element("dt", "", name).element("dd", "", value).raw("</div>\n");
    }

    private void graph() {
        html.raw("<section id=\"graph\"><h2>Graph</h2>\n");
        WorkflowDefinition definition = subject.definition().orElse(null);
        if (definition == null) {
            html.raw("<p class=\"quiet\">Plain tasks have no graph.</p></section>\n");
            return;
        }
        Map<String, TaskStatus> states = new LinkedHashMap<>();
        for (Map.Entry<String, TaskResult> step :
                subject.execution().stepResults().entrySet()) {
            states.put(step.getKey(), step.getValue().status());
        }
        html.raw("<div class=\"graph\" tabindex=\"0\" role=\"region\" aria-label=\"Graph of the steps\">\n");
        html.raw(Picture.of(WorkflowDiagram.of(definition, states)).svg());
        html.raw("</div></section>\n");
    }

    private void context() {
        List<History.Change> changes = subject.history().changes();
        html.raw("<section id=\"context\"><h2>Context</h2>\n");
        if (changes.isEmpty()) {
            html.raw("<p class=\"quiet\">Nothing was written to the shared context.</p></section>\n");
            return;
        }
        long left = subject.history().changed() - changes.size();
        if (left > 0) {
            html.element(
                    "p", "note", "The last " + changes.size() + " changes; " + left + " earlier ones are left out.");
        }
        html.raw(
                "<div class=\"wide\" tabindex=\"0\"><table><thead><tr><th>When</th><th>Who</th><th>Key</th><th>Value</th>");
        html.raw("</tr></thead><tbody>\n");
        for (History.Change change : changes) {
            html.raw("<tr>").element("td", "when", Words.time(change.at(), subject.zone()));
            html.element("td", "", change.who()).element("td", "", change.key());
            html.raw("<td><code>").text(change.value()).raw("</code></td></tr>\n");
        }
        html.raw("</tbody></table></div></section>\n");
    }

    private void happenings() {
        html.raw("<section id=\"events\"><h2>Events of the execution</h2>\n<ul class=\"stints\">\n");
        for (Course.Happening happening : subject.history().course().happenings()) {
            html.raw("<li><span class=\"quiet\">").text(Words.time(happening.at(), subject.zone()));
            html.raw("</span> ").text(happening.what()).raw("</li>\n");
        }
        html.raw("</ul></section>\n");
    }
}
