package dev.orchestration.docs.report;

import dev.orchestration.state.Failure;
import dev.orchestration.state.Json;
import dev.orchestration.state.LargeOutput;
import dev.orchestration.tasks.TaskResult;
import dev.orchestration.tasks.TaskStatus;
import dev.orchestration.tasks.action.Printable;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Each step with its attempts, error, output and the end of its log, all of it folded up. */
final class StepsSection {
    private static final int OPENED = 3;

    private final Subject subject;
    private final Chain chain;
    private final Html html;
    private int outputs = Caps.OUTPUTS;
    private int logs = Caps.LOGS;
    private int opened;

    StepsSection(Subject subject, Chain chain, Html html) {
        this.subject = subject;
        this.chain = chain;
        this.html = html;
    }

    void write() {
        List<Integer> nodes = subject.chosen(Caps.STEPS, chain.nodes());
        int all = subject.nodes().size();
        html.raw("<section id=\"steps\"><h2>Steps</h2>\n");
        if (nodes.size() < all) {
            html.element(
                    "p",
                    "note",
                    "Told are " + nodes.size() + " of " + Words.count(all, "step")
                            + ": those that failed, the critical path, and those that took longest.");
        }
        nodes.forEach(this::step);
        html.raw("</section>\n");
    }

    private void step(int node) {
        TaskStatus status = subject.status(node);
        StepHistory history = subject.history().step(node);
        TaskResult result = subject.result(node);
        boolean open = status == TaskStatus.FAILED && opened++ < OPENED;
        html.raw("<details class=\"step\" id=\"s").raw(node).raw(open ? "\" open>" : "\">");
        html.raw("<summary><i class=\"sign ").raw(status.wire()).raw("\" aria-hidden=\"true\">");
        html.raw(Words.sign(status)).raw("</i> ").element("span", "name", subject.name(node));
        WorkflowStep step = subject.step(node);
        html.element("span", "quiet", step == null ? "" : step.task().action().toString());
        html.element("span", "state " + status.wire(), subject.state(node));
        html.element("span", "quiet", often(history, result));
        html.element("span", "took", Words.span(subject.worked(history.firstStart(), end(history, status))));
        html.raw("</summary>\n<div class=\"inside\">\n");
        inside(node, history, result);
        html.raw("</div></details>\n");
    }

    private @Nullable Long end(StepHistory history, TaskStatus status) {
        Long settled = history.settled();
        return settled != null ? settled : status == TaskStatus.RUNNING ? (Long) subject.now() : null;
    }

    private void inside(int node, StepHistory history, @Nullable TaskResult result) {
        WorkflowStep step = subject.step(node);
        if (step != null && !step.dependencies().isEmpty()) {
            String all = String.join(", ", step.dependencies());
            html.raw("<p>after ").text(Caps.head(all, Caps.VALUE)).raw("</p>\n");
        }
        if (!history.skipped().isEmpty()) {
            html.raw("<p>skipped: ").text(history.skipped()).raw("</p>\n");
        }
        if (result != null && !result.blockedBy().isEmpty()) {
            html.raw("<p>blocked by ")
                    .text(String.join(", ", result.blockedBy()))
                    .raw("</p>\n");
        }
        Map<Integer, StepHistory> items = subject.history().items(node);
        if (items.isEmpty()) {
            told(history, result);
        } else {
            error(result == null ? null : result.error());
            items(node, items);
        }
    }

    private static String often(StepHistory history, @Nullable TaskResult result) {
        int attempts = result == null ? 0 : result.attempts();
        if (history.passes() > 1) {
            return history.passes() + " passes";
        }
        return attempts > 1 ? attempts + " attempts" : "";
    }

    private void items(int node, Map<Integer, StepHistory> items) {
        html.raw("<h3>Elements</h3>\n");
        items.forEach((item, history) -> item(subject.name(node) + "[" + item + "]", history));
        long all = subject.execution().stepResults().values().stream()
                .filter(result -> subject.name(node).equals(result.itemOf()))
                .count();
        if (all > items.size()) {
            html.element("p", "note", "Told are " + items.size() + " of " + Words.count(all, "element") + ".");
        }
    }

    private void item(String name, StepHistory history) {
        TaskResult result = subject.execution().stepResults().get(name);
        TaskStatus status = result == null ? TaskStatus.PENDING : result.status();
        html.raw("<details class=\"step\"><summary><i class=\"sign ").raw(status.wire());
        html.raw("\" aria-hidden=\"true\">").raw(Words.sign(status)).raw("</i> ");
        html.element("span", "name", name).element("span", "state " + status.wire(), status.wire());
        html.element("span", "quiet", often(history, result));
        html.element("span", "took", Words.span(subject.worked(history.firstStart(), end(history, status))));
        html.raw("</summary>\n<div class=\"inside\">\n");
        told(history, result);
        html.raw("</div></details>\n");
    }

    private void told(StepHistory history, @Nullable TaskResult result) {
        stints(history);
        Failure error = history.error();
        error(error == null && result != null ? result.error() : error);
        output(history.output());
        List<StepHistory.Log> all = history.logs();
        for (StepHistory.Log log : all) {
            boolean last = log.equals(all.get(all.size() - 1));
            log(log.file(), last ? "" : history.attempt(log.activation(), log.attempt()));
        }
    }

    private void error(@Nullable Failure error) {
        if (error != null) {
            html.raw("<h3>Error</h3>\n<p class=\"error\"><strong>")
                    .text(error.type())
                    .raw("</strong> (");
            html.text(error.kind().wire()).raw(")</p>\n");
            html.raw("<pre class=\"error\">")
                    .text(Caps.head(error.message(), Caps.MESSAGE))
                    .raw("</pre>\n");
        }
    }

    private void stints(StepHistory history) {
        if (history.stints().isEmpty()) {
            return;
        }
        html.raw("<ul class=\"stints\">\n");
        if (history.forgotten() > 0) {
            html.element("li", "quiet", "… " + Words.count(history.forgotten(), "earlier attempt") + " or waits");
        }
        for (Stint stint : history.stints()) {
            html.raw("<li>").text(stint.label()).raw(" <span class=\"quiet\">");
            html.text(Words.time(stint.from(), subject.zone())).raw("</span> ");
            html.element("span", "took", Words.span(stint.end(subject.now()) - stint.from()))
                    .raw("</li>\n");
        }
        html.raw("</ul>\n");
    }

    private void output(@Nullable Object output) {
        if (output == null) {
            return;
        }
        html.raw("<h3>Output</h3>\n");
        if (output instanceof LargeOutput large) {
            html.element(
                    "p", "quiet", Words.count(large.bytes(), "byte") + ", kept beside the journal: " + large.digest());
        } else if (outputs <= 0) {
            html.element("p", "quiet", "left out, as all outputs together are too much for a page");
        } else {
            String text = Caps.head(Json.pretty(output), Math.min(Caps.OUTPUT, outputs));
            outputs -= text.length();
            html.raw("<pre>").text(text).raw("</pre>\n");
        }
    }

    /** @param earlier whose log it is, folded up, if it is not that of the last attempt; else empty */
    private void log(String name, String earlier) {
        Path file = subject.logs().resolve(name).normalize();
        LogEnd end = file.startsWith(subject.logs().normalize()) ? LogEnd.of(file, Caps.LOG) : LogEnd.NONE;
        if (end.size() == 0) {
            return;
        }
        if (earlier.isEmpty()) {
            html.raw("<h3>Log</h3>\n");
            log(end);
        } else {
            html.raw("<details><summary>Log of ").text(earlier).raw("</summary>\n");
            log(end);
            html.raw("</details>\n");
        }
    }

    private void log(LogEnd end) {
        if (logs <= 0) {
            html.element("p", "quiet", "left out, as all logs together are too much for a page");
            return;
        }
        String text = Printable.text(end.text());
        logs -= text.length();
        if (end.isCut()) {
            html.element("p", "quiet", "the end of " + Words.count(end.size(), "byte") + ":");
        }
        html.raw("<pre class=\"log\" tabindex=\"0\">").text(text).raw("</pre>\n");
    }
}
