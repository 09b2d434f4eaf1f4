package dev.orchestration.app;

import dev.orchestration.state.ErrorKind;
import dev.orchestration.state.Json;
import dev.orchestration.state.OrchestrationException;
import dev.orchestration.tasks.action.ActionRegistry;
import dev.orchestration.tasks.secret.SecretVault;
import dev.orchestration.workflow.Definitions;
import dev.orchestration.workflow.definition.Fault;
import dev.orchestration.workflow.definition.ReadResult;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate validate FILE…}. */
final class ValidateCommand implements Command {
    private final List<Map<String, Object>> errors = new ArrayList<>();
    private final List<Map<String, Object>> warnings = new ArrayList<>();

    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell every fault of workflow files",
                "orchestrate validate report.yaml",
                "orchestrate validate --json examples/*.yaml");
        SharedOptions.argument(
                spec, "[FILE...]", "The files; without any, the workflow file of the current directory.");
        SharedOptions.addOutput(spec, "the findings");
    }

    @Override
    public int run(Arguments arguments) {
        List<WorkflowFile> files = arguments.words().isEmpty()
                ? List.of(WorkflowFile.of(arguments))
                : arguments.words().stream()
                        .map(word -> WorkflowFile.named(word, arguments))
                        .toList();
        ActionRegistry actions = ActionRegistry.standard();
        Definitions definitions = new Definitions(new SecretVault(EngineSetup.secrets(arguments)));
        for (WorkflowFile file : files) {
            tell(file, read(file, definitions, actions), arguments);
        }
        if (arguments.json()) {
            Map<String, Object> answer = new LinkedHashMap<>();
            answer.put("valid", errors.isEmpty());
            answer.put("errors", errors);
            answer.put("warnings", warnings);
            arguments.caller().out().line(Json.pretty(answer));
        }
        return errors.isEmpty() ? ExitCodes.DONE : ExitCodes.REFUSED;
    }

    private static ReadResult read(WorkflowFile file, Definitions definitions, ActionRegistry actions) {
        try {
            return definitions.read(file.path(), Optional.of(actions));
        } catch (OrchestrationException e) {
            if (e.kind() != ErrorKind.USER) {
                throw e;
            }
            String message = String.valueOf(e.getMessage()).replace(file.path() + " ", "the file ");
            Fault fault = new Fault(file.shown(), 0, 0, "unreadable", message);
            return new ReadResult(Optional.empty(), List.of(fault), List.of());
        }
    }

    private void tell(WorkflowFile file, ReadResult result, Arguments arguments) {
        FaultLines lines = new FaultLines(file);
        result.errors().forEach(fault -> errors.add(json(lines.named(fault))));
        result.warnings().forEach(fault -> warnings.add(json(lines.named(fault))));
        if (arguments.json()) {
            return;
        }
        StringBuilder out = new StringBuilder();
        result.errors().forEach(fault -> out.append(lines.error(fault)).append('\n'));
        if (!arguments.quiet()) {
            result.warnings().forEach(fault -> out.append(lines.warning(fault)).append('\n'));
            result.definition().ifPresent(valid -> {
                int steps = valid.steps().size();
                out.append(file.shown()).append(": valid, ").append(steps);
                out.append(steps == 1 ? " step" : " steps").append('\n');
            });
        }
        arguments.caller().out().print(out.toString());
    }

    private static Map<String, Object> json(Fault fault) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("file", fault.file());
        put(map, "line", fault.line() == 0 ? null : (Object) (long) fault.line());
        put(map, "column", fault.line() == 0 ? null : (Object) (long) fault.column());
        map.put("code", fault.code());
        map.put("message", fault.message());
        return map;
    }

    @SuppressWarnings("NullAway") // JSON objects hold nulls
    private static void put(Map<String, Object> map, String key, @Nullable Object value) {
        map.put(key, value);
    }
}
