package dev.orchestration.app;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.configuration.Setting;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate config}. */
final class ConfigCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.aboutSeveral(
                spec,
                "[COMMAND]",
                "Show every setting and where it comes from",
                "config",
                Commands.OF_CONFIG,
                "orchestrate config",
                "orchestrate config --json",
                "orchestrate config --workers 2",
                "orchestrate config get store",
                "orchestrate config path");
        ConfigFlags.describe(spec, "the settings");
    }

    @Override
    public int run(Arguments arguments) {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        List<Setting> settings = settings(ConfigFlags.over(arguments));
        Caller caller = arguments.caller();
        if (arguments.json()) {
            caller.out()
                    .line(Json.pretty(settings.stream().map(ConfigCommand::json).toList()));
        } else {
            caller.out().print(table(settings));
        }
        return ExitCodes.DONE;
    }

    private static List<Setting> settings(Configuration configuration) {
        return ConfigurationKey.all().stream().map(configuration::setting).toList();
    }

    static Map<String, Object> json(Setting setting) {
        return StoreUpkeep.json(
                "key", setting.key().key(),
                "value", ConfigFlags.printable(setting),
                "default", setting.key().usual(),
                "source", Wire.name(setting.source()),
                "place", setting.place());
    }

    private static String table(List<Setting> settings) {
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {"KEY", "VALUE", "FROM"});
        settings.forEach(
                setting -> rows.add(new String[] {setting.key().key(), ConfigFlags.shown(setting), setting.place()}));
        int keys = width(rows, 0);
        int values = width(rows, 1);
        StringBuilder out = new StringBuilder();
        rows.forEach(row -> out.append(padded(row[0], keys))
                .append(padded(row[1], values))
                .append(Printable.line(row[2]))
                .append('\n'));
        return out.toString();
    }

    private static int width(List<String[]> rows, int column) {
        return rows.stream().mapToInt(row -> row[column].length()).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length() + 2);
    }
}
