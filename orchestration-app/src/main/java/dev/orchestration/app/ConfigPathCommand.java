package dev.orchestration.app;

import dev.orchestration.core.configuration.ConfigurationPaths;
import dev.orchestration.core.configuration.Setting.Source;
import dev.orchestration.state.Json;
import dev.orchestration.state.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;

/** {@code orchestrate config path}. */
final class ConfigPathCommand implements Command {
    @Override
    public void describe(CommandSpec spec) {
        SharedOptions.about(
                spec,
                "Print where files of settings are looked for, and which are there",
                "orchestrate config path",
                "orchestrate config path --json");
        SharedOptions.addOutput(spec, "the files");
    }

    /** It helps to mend a file that is wrong. */
    @Override
    public boolean isConfigured() {
        return false;
    }

    @Override
    public int run(Arguments arguments) {
        if (!arguments.words().isEmpty()) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        Caller caller = arguments.caller();
        ConfigurationPaths paths = ConfigurationPaths.of(caller.environment(), caller.directory());
        List<Map<String, Object>> files = Stream.of(Source.PROJECT, Source.USER)
                .map(source -> json(paths, source))
                .toList();
        if (arguments.json()) {
            caller.out().line(Json.pretty(files));
        } else {
            files.forEach(file -> caller.out()
                    .line(String.format(
                            "%-8s %-7s %s",
                            file.get("source"),
                            Boolean.TRUE.equals(file.get("exists")) ? "there" : "absent",
                            file.get("path"))));
        }
        return ExitCodes.DONE;
    }

    private static Map<String, Object> json(ConfigurationPaths paths, Source source) {
        Path file = source == Source.PROJECT ? paths.project() : paths.user();
        return StoreUpkeep.json(
                "source", Wire.name(source),
                "path", file.toString(),
                "exists", paths.present(source).isPresent());
    }
}
