package dev.orchestration.workflow.definition;

import java.util.List;
import java.util.Set;

/**
 * What is known of a template or condition without running it.
 *
 * @param problems in words; empty: it is sound
 * @param steps the names of the steps whose output it reads
 */
public record ExpressionFindings(List<String> problems, Set<String> steps) {
    public ExpressionFindings {
        problems = List.copyOf(problems);
    }
}
