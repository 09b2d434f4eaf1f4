package dev.orchestration.workflow;

import dev.orchestration.workflow.definition.ExpressionChecker;
import dev.orchestration.workflow.definition.ExpressionFindings;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.Names;
import dev.orchestration.workflow.expression.Template;
import java.util.Map;
import java.util.Set;

/** Lets the reader of definitions ask the expression language. Stateless. */
final class TextChecks implements ExpressionChecker.Factory {
    @Override
    public ExpressionChecker create(Set<String> steps, Map<String, Map<String, Object>> parameters) {
        Names names = new Names(steps, parameters);
        return new ExpressionChecker() {
            @Override
            public ExpressionFindings template(String text) {
                Template template = Template.parse(text, names);
                return new ExpressionFindings(template.problems(), template.steps());
            }

            @Override
            public ExpressionFindings condition(String text) {
                Condition condition = Condition.parse(text, names);
                return new ExpressionFindings(condition.problems(), condition.steps());
            }
        };
    }
}
