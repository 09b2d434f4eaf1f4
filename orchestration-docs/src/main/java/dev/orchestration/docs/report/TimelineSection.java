package dev.orchestration.docs.report;

import dev.orchestration.tasks.ResourceRequest;
import dev.orchestration.workflow.definition.WorkflowStep;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The Gantt chart, with the critical path and why each step waited. */
final class TimelineSection {
    private static final int TICKS = 7;

    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;
    private static final long[] ROUND = {
        100,
        1_000,
        2_000,
        5_000,
        10_000,
        20_000,
        50_000,
        100_000,
        200_000,
        500_000,
        SECOND,
        2 * SECOND,
        5 * SECOND,
        10 * SECOND,
        30 * SECOND,
        MINUTE,
        2 * MINUTE,
        5 * MINUTE,
        10 * MINUTE,
        30 * MINUTE,
        HOUR,
        2 * HOUR,
        4 * HOUR,
        12 * HOUR,
        DAY
    };

    private final Subject subject;
    private final Chain chain;
    private final Html html;
    private final long from;
    private final long to;

    TimelineSection(Subject subject, Chain chain, Html html) {
        this.subject = subject;
        this.chain = chain;
        this.html = html;
        this.from = subject.startedAt();
        this.to = Math.max(from + 1, subject.now());
    }

    void write() {
        html.raw("<section id=\"timeline\"><h2>Timeline</h2>\n");
        if (chain.nodes().isEmpty()) {
            html.raw("<p class=\"quiet\">No step has started.</p></section>\n");
            return;
        }
        spent();
        legend();
        List<Integer> rows = rows();
        int all = subject.nodes().size();
        if (all > Caps.ROWS) {
            String which = "those that failed, the critical path, and those that took longest.";
            html.element("p", "note", "Shown are " + rows.size() + " of " + Words.count(all, "step") + ": " + which);
        }
        html.raw("<div class=\"gantt\" role=\"list\">\n");
        axis();
        Set<Integer> critical = new HashSet<>(chain.nodes());
        rows.forEach(node -> row(node, critical.contains(node)));
        html.raw("</div>\n");
        path();
        html.raw("</section>\n");
    }

    private List<Integer> rows() {
        List<Integer> rows = new ArrayList<>(subject.chosen(Caps.ROWS, chain.nodes()));
        rows.removeIf(node -> subject.history().step(node).firstStart() == null);
        rows.sort(Comparator.<Integer>comparingLong(this::start).thenComparing(node -> node));
        return rows;
    }

    private long start(int node) {
        Long start = subject.history().step(node).firstStart();
        return start == null ? Long.MAX_VALUE : start;
    }

    private void spent() {
        html.raw("<p>Of ")
                .element("strong", "", Words.span(subject.worked(from, to)))
                .raw(" the critical path ");
        List<String> parts = chain.spent().entrySet().stream()
                .filter(entry -> entry.getValue() > 0)
                .sorted(Map.Entry.<Stint.Kind, Long>comparingByValue().reversed())
                .map(entry -> entry.getKey().word() + " " + Words.span(entry.getValue()))
                .toList();
        html.text(parts.isEmpty() ? "took no time" : String.join(", ", parts)).raw(".</p>\n");
    }

    private void legend() {
        html.raw("<p class=\"legend\">");
        for (Stint.Kind kind : Stint.Kind.values()) {
            html.raw("<span><i class=\"bar ")
                    .raw(kind.style())
                    .raw("\"></i> ")
                    .text(kind.word())
                    .raw("</span> ");
        }
        html.raw("<span><b class=\"diamond\">◆</b> critical path</span></p>\n");
    }

    private void axis() {
        html.raw("<div class=\"row axis\" aria-hidden=\"true\"><span class=\"name\"></span><span class=\"track\">");
        long apart = apart();
        for (long at = 0; at < to - from; at += apart) {
            html.raw("<span style=\"left:").raw(Words.percent(at, to - from)).raw("\">");
            html.text(at == 0 ? "0" : Words.span(at)).raw("</span>");
        }
        html.raw("</span><span class=\"took\"></span></div>\n");
    }

    /** A round time that leaves at most so many ticks. */
    private long apart() {
        for (long unit : ROUND) {
            if ((to - from) / unit < TICKS) {
                return unit;
            }
        }
        long days = (to - from) / DAY / TICKS + 1;
        return days * DAY;
    }

    private void row(int node, boolean critical) {
        StepHistory step = subject.history().step(node);
        html.raw("<div class=\"row").raw(critical ? " critical" : "").raw("\" role=\"listitem\">");
        html.raw("<span class=\"name\"><b class=\"diamond\">")
                .raw(critical ? "◆" : "")
                .raw("</b>");
        html.raw("<i class=\"sign ").raw(subject.status(node).wire()).raw("\"");
        html.attribute("title", subject.state(node))
                .raw(">")
                .raw(Words.sign(subject.status(node)))
                .raw("</i>");
        html.raw("<a href=\"#s")
                .raw(node)
                .raw("\"")
                .attribute("title", subject.name(node))
                .raw(">");
        html.text(subject.name(node)).raw("</a></span><span class=\"track\">");
        long start = start(node);
        long ready = chain.ready(node);
        if (start - ready >= 1_000) {
            bar(new Stint(Stint.Kind.QUEUE, ready, start, why(node, ready, start)));
        }
        step.stints().forEach(this::bar);
        html.raw("</span><span class=\"took\">");
        Long settled = step.settled();
        html.text(Words.span(subject.worked(start, settled == null ? (Long) subject.now() : settled)))
                .raw("</span></div>\n");
    }

    private void bar(Stint stint) {
        long end = stint.end(subject.now());
        html.raw("<i class=\"bar ").raw(stint.kind().style()).raw(stint.to() == null ? " open" : "");
        html.raw("\" style=\"left:").raw(Words.percent(stint.from() - from, to - from));
        html.raw(";width:").raw(Words.percent(end - stint.from(), to - from)).raw("\"");
        html.attribute("title", stint.label() + ", " + Words.span(end - stint.from()))
                .raw("></i>");
    }

    /** As far as it is recorded: what exactly was lacking at that moment is not. */
    private String why(int node, long ready, long start) {
        for (Course.Idle idle : subject.history().course().idle()) {
            if (Math.min(start, idle.to()) - Math.max(ready, idle.from()) > (start - ready) / 2) {
                return "waited while the execution was paused or had ended";
            }
        }
        String needs = needs(subject.step(node));
        return "waited for a free worker" + (needs.isEmpty() ? ", or its turn" : ", its turn, or " + needs);
    }

    private static String needs(@Nullable WorkflowStep step) {
        return step == null
                ? ""
                : step.task().resources().stream()
                        .map(ResourceRequest::resource)
                        .map(id -> "resource " + id.value())
                        .collect(Collectors.joining(", "));
    }

    private void path() {
        List<Integer> nodes = chain.nodes();
        html.raw("<details><summary>The critical path, step by step (");
        html.text(Words.count(nodes.size(), "step")).raw(")</summary><ol class=\"path\">\n");
        for (int node : nodes.subList(0, Math.min(nodes.size(), Caps.PATH))) {
            html.raw("<li><a href=\"#s")
                    .raw(node)
                    .raw("\">")
                    .text(subject.name(node))
                    .raw("</a> ");
            long ready = chain.ready(node);
            long start = start(node);
            int before = chain.lastDependency(node);
            String after = before < 0 ? "ready from the start" : "ready when " + subject.name(before) + " had ended";
            html.text(after);
            if (start != Long.MAX_VALUE && start - ready >= 1_000) {
                html.text(", " + why(node, ready, start) + " for " + Words.span(start - ready));
            }
            for (Stint stint : subject.history().step(node).stints()) {
                html.text("; " + stint.label() + " " + Words.span(stint.end(subject.now()) - stint.from()));
            }
            html.raw("</li>\n");
        }
        html.raw("</ol>");
        if (nodes.size() > Caps.PATH) {
            html.element("p", "note", "and " + (nodes.size() - Caps.PATH) + " more");
        }
        html.raw("</details>\n");
    }
}
