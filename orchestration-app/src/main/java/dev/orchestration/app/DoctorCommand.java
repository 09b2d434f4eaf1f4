package dev.orchestration.app;

import dev.orchestration.app.Finding.Verdict;
import dev.orchestration.state.Json;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate doctor}. */
final class DoctorCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Tell whether this machine and its store are fit for work",
                "orchestrate doctor",
                "orchestrate doctor --json --store state.db");
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, "the findings");
    }

    @Override
    public int run(Arguments arguments) {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        List<Finding> findings = new ArrayList<>(new MachineCheck(arguments.caller()).all());
        findings.addAll(new StoreLook(arguments).all());
        boolean fit = findings.stream().noneMatch(finding -> finding.verdict() == Verdict.WRONG);
        if (arguments.json()) {
            List<Object> checks = new ArrayList<>();
            findings.forEach(finding -> checks.add(StoreUpkeep.json(
                    "check", finding.what(),
                    "verdict", finding.verdict().word(),
                    "message", finding.message(),
                    "remedy", finding.remedy().isEmpty() ? null : finding.remedy())));
            arguments.caller().out().line(Json.pretty(StoreUpkeep.json("fit", fit, "checks", checks)));
        } else {
            findings.stream()
                    .filter(finding -> !arguments.quiet() || finding.verdict() == Verdict.WRONG)
                    .forEach(finding -> arguments.caller().out().line(line(finding)));
        }
        return fit ? ExitCodes.DONE : ExitCodes.FAILED;
    }

    private static String line(Finding finding) {
        String remedy = finding.remedy().isEmpty() ? "" : " -> " + finding.remedy();
        String head = String.format("%-8s %-10s ", finding.verdict().word(), finding.what());
        return head + Printable.line(finding.message() + remedy);
    }
}
