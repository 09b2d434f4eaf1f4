package dev.orchestration.app;

import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate version} with options; without any, {@link QuickAnswer} answers. */
final class VersionCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(spec, "Print the version", "orchestrate version", "orchestrate version --json");
        SharedOptions.flag(spec, "Print it as JSON.", SharedOptions.JSON);
    }

    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.json()) {
            Map<String, Object> version = new LinkedHashMap<>();
            version.put("version", QuickAnswer.version());
            version.put("java", QuickAnswer.java());
            arguments.caller().out().line(Json.pretty(version));
        } else {
            arguments.caller().out().print(String.valueOf(QuickAnswer.to("version")));
        }
        return ExitCodes.DONE;
    }
}
