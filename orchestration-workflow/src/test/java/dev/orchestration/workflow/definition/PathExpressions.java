package dev.orchestration.workflow.definition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A small checker that understands plain paths: enough to test what the reader does with findings. */
record PathExpressions(Set<String> steps, Map<String, Map<String, Object>> parameters) implements ExpressionChecker {
    private static final Pattern TEMPLATE = Pattern.compile("\\{\\{(.*?)}}");
    private static final Pattern PATH = Pattern.compile("(steps\\[\"([^\"]+)\"]|[\\w-]+)(\\.\\w+)*");

    @Override
    public ExpressionFindings template(String text) {
        List<String> problems = new ArrayList<>();
        Set<String> reads = new LinkedHashSet<>();
        Matcher matcher = TEMPLATE.matcher(text);
        boolean any = false;
        while (matcher.find()) {
            any = true;
            path(matcher.group(1).strip(), problems, reads);
        }
        if (!any) {
            problems.add("'{{' without '}}'");
        }
        return new ExpressionFindings(problems, reads);
    }

    private void path(String path, List<String> problems, Set<String> reads) {
        String head = path.split("\\.", 2)[0];
        if (steps.contains(head)) {
            reads.add(head);
        } else if (!parameters.containsKey(head) && !Set.of("ctx", "output").contains(head)) {
            problems.add("there is no '" + head + "'");
        }
    }

    @Override
    public ExpressionFindings condition(String text) {
        List<String> problems = new ArrayList<>();
        Set<String> reads = new LinkedHashSet<>();
        Matcher matcher = PATH.matcher(text);
        while (matcher.find()) {
            String path = matcher.group();
            if (matcher.group(2) != null) {
                reads.add(matcher.group(2));
            } else if (path.startsWith("parameters.") && !parameters.containsKey(path.split("\\.", -1)[1])) {
                problems.add("there is no parameter '" + path.split("\\.", -1)[1] + "'");
            }
        }
        return new ExpressionFindings(problems, reads);
    }
}
