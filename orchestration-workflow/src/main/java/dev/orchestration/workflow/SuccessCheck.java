package dev.orchestration.workflow;

import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.ActionContext;
import dev.orchestration.tasks.action.ActionFailedException;
import dev.orchestration.tasks.action.PathGuard;
import dev.orchestration.workflow.definition.SuccessCriteria;
import dev.orchestration.workflow.expression.Condition;
import dev.orchestration.workflow.expression.SchemaCheck;
import dev.orchestration.workflow.expression.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Holds an attempt's result against the step's success criteria. */
final class SuccessCheck {
    private final StepProgram program;
    private final Scope scope;
    private final ActionContext ctx;

    SuccessCheck(StepProgram program, Scope scope, ActionContext ctx) {
        this.program = program;
        this.scope = scope;
        this.ctx = ctx;
    }

    /** Every criterion that does not hold, in words; empty when all hold. */
    List<String> unmet(@Nullable Object output) throws ActionFailedException, IOException {
        SuccessCriteria criteria = program.step().success();
        List<String> unmet = new ArrayList<>();
        files(unmet);
        for (String key : criteria.contextHasKeys()) {
            if (!scope.context().containsKey(key) && !program.sets().containsKey(key)) {
                unmet.add("context key " + key + " is not set");
            }
        }
        exitCode(criteria, output, unmet);
        Map<String, Object> schema = criteria.outputSchema();
        if (schema != null) {
            SchemaCheck.check(schema, output).forEach(fault -> unmet.add("output " + fault));
        }
        Condition expression = program.success();
        if (expression != null && !expression.test(scope)) {
            unmet.add("expression '" + criteria.expression() + "' is false");
        }
        return unmet;
    }

    private void files(List<String> unmet) throws ActionFailedException, IOException {
        PathGuard guard = new PathGuard(ctx.directory());
        for (Object file : program.files().render(scope) instanceof List<?> files ? files : List.of()) {
            if (!(file instanceof String path)) {
                unmet.add("an element of files_exist is no text but " + Json.write(file));
            } else if (!Files.exists(guard.resolve(path))) {
                unmet.add("file " + path + " does not exist");
            }
        }
    }

    /** An action that judges exit codes itself has done so, and its output may be anything. */
    private void exitCode(SuccessCriteria criteria, @Nullable Object output, List<String> unmet) {
        if (criteria.exitCodes().isEmpty() || program.judgesExitCodes()) {
            return;
        }
        Object code = output instanceof Map<?, ?> map ? map.get("exit_code") : null;
        if (code == null) {
            unmet.add("the output has no exit_code");
        } else if (!criteria.exitCodes().contains(code)) {
            unmet.add("exit code " + code + " is not one of " + criteria.exitCodes());
        }
    }
}
