package dev.orchestration.app;

import dev.orchestration.tasks.Decision;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate decide ID STEP}. */
final class DecideCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Decide about a step that was interrupted",
                "orchestrate decide 7k2m transfer --rerun",
                "orchestrate decide 7k2m transfer --skip");
        SharedOptions.argument(
                spec,
                "ID STEP",
                "The execution, or the beginning of its id if that is unique; the step, whose on_interrupt is manual.");
        SharedOptions.flag(spec, "It runs again.", option(Decision.RERUN));
        SharedOptions.flag(spec, "It has failed.", option(Decision.FAIL));
        SharedOptions.flag(spec, "It is left out, and what depends on it goes on.", option(Decision.SKIP));
        Intervention.describe(spec);
    }

    private static String option(Decision decision) {
        return "--" + decision.wire();
    }

    @Override
    public int run(Arguments arguments) throws IOException {
        String step = arguments.second("the step");
        List<Decision> said = Arrays.stream(Decision.values())
                .filter(each -> arguments.has(option(each)))
                .toList();
        if (said.size() != 1) {
            throw new UsageException("say one of --rerun, --fail and --skip");
        }
        return Intervention.run(
                arguments,
                arguments.first("an execution", 2),
                (manager, row, launch) -> manager.decide(row.id(), step, said.get(0), launch),
                (commands, execution) -> commands.decide(execution, step, said.get(0)));
    }
}
