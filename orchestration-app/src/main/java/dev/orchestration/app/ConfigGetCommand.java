package dev.orchestration.app;

import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.configuration.Setting;
import dev.orchestration.state.Json;
import dev.orchestration.state.Nearest;
import dev.orchestration.state.Quoted;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate config get KEY}. */
final class ConfigGetCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print the value of one setting",
                "orchestrate config get store",
                "orchestrate config get http.rate --json");
        SharedOptions.argument(spec, "KEY", "The setting; orchestrate config lists all.");
        ConfigFlags.describe(spec, "the setting");
    }

    @Override
    public int run(Arguments arguments) {
        if (arguments.words().size() != 1) {
            throw new UsageException("name one setting: " + String.join(", ", ConfigurationKey.names()));
        }
        String name = arguments.words().get(0);
        ConfigurationKey key = ConfigurationKey.find(name)
                .orElseThrow(() -> new UsageException("there is no setting " + Quoted.of(name)
                        + Nearest.suggestionOrKnown(name, ConfigurationKey.names())));
        Setting setting = ConfigFlags.over(arguments).setting(key);
        String text = arguments.json() ? Json.pretty(ConfigCommand.json(setting)) : ConfigFlags.shown(setting);
        arguments.caller().out().line(text);
        return ExitCodes.DONE;
    }
}
