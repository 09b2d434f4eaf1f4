package dev.orchestration.app;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.configuration.Setting;
import dev.orchestration.state.Wire;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.action.Durations;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that go before every file and variable, where a command only tells what holds. */
final class ConfigFlags {
    private static final Pattern URL = Pattern.compile(
            "(https?://)(?:[^/?#]*@)?((?:[^@:/?#\\[]+|\\[[^@/?#]*])(?::[0-9]+)?(?:/[^?#@]*)?)(?:[?#].*)?",
            Pattern.DOTALL);

    private ConfigFlags() {}

    /** @param what is printed as JSON */
    static void describe(CommandSpec spec, String what) {
        SharedOptions.addWork(spec);
        SharedOptions.text(
                spec, "MODE", "Who starts next: sequential, parallel, priority or resource_aware.", EngineSetup.MODE);
        SharedOptions.text(spec, "TIME", "How long serve keeps what has ended: 30d, 12h.", SharedOptions.KEEP);
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, what);
    }

    /** The configuration under the options of this command line; a wrong one is refused as any command refuses it. */
    static Configuration over(Arguments arguments) {
        List<Setting> flags = new ArrayList<>();
        Configuration said = arguments.configuration();
        StoreLocation location = arguments.store();
        if (arguments.has(SharedOptions.STORE)) {
            flags.add(Setting.ofFlag(ConfigurationKey.STORE, location.shown(), SharedOptions.STORE));
        } else if (!said.setting(ConfigurationKey.STORE).isSaid()) {
            flags.add(said.setting(ConfigurationKey.STORE).meaning(location.shown()));
        }
        if (arguments.has(SharedOptions.DURABILITY)) {
            String level = EngineSetup.durability(arguments).wire();
            flags.add(Setting.ofFlag(ConfigurationKey.DURABILITY, level, SharedOptions.DURABILITY));
        }
        long workers = EngineSetup.workers(arguments);
        if (arguments.has(SharedOptions.WORKERS)) {
            flags.add(Setting.ofFlag(ConfigurationKey.WORKERS, workers, SharedOptions.WORKERS));
        } else if (!said.setting(ConfigurationKey.WORKERS).isSaid()) {
            flags.add(said.setting(ConfigurationKey.WORKERS).meaning(workers));
        }
        var mode = EngineSetup.mode(arguments);
        if (mode != null) {
            flags.add(Setting.ofFlag(ConfigurationKey.MODE, Wire.name(mode), EngineSetup.MODE));
        }
        if (arguments.has(SharedOptions.ALLOW_PATH)) {
            List<String> folders = arguments.texts(SharedOptions.ALLOW_PATH).stream()
                    .map(each -> arguments.path(each).toString())
                    .toList();
            flags.add(Setting.ofFlag(ConfigurationKey.ALLOW_PATH, folders, SharedOptions.ALLOW_PATH));
        }
        String keep = arguments.text(SharedOptions.KEEP);
        if (keep != null) {
            String time = Durations.text(StorePruneCommand.keep(keep));
            flags.add(Setting.ofFlag(ConfigurationKey.KEEP, time, SharedOptions.KEEP));
        }
        String collector = arguments.text(SharedOptions.OTLP);
        if (collector != null) {
            flags.add(Setting.ofFlag(ConfigurationKey.TRACES_OTLP, collector, SharedOptions.OTLP));
        }
        if (arguments.has(SharedOptions.DEBUG)) {
            flags.add(Setting.ofFlag(ConfigurationKey.LOG_LEVEL, "debug", SharedOptions.DEBUG));
        }
        return said.with(flags);
    }

    /** The value as JSON; the address of a database and URLs without passwords and keys, which a variable may hold. */
    static @Nullable Object printable(Setting setting) {
        Object value = setting.value();
        return value instanceof String text ? withoutSecrets(setting, text) : value;
    }

    /** For people: what was said, else what is usual. */
    static String shown(Setting setting) {
        return Printable.line(withoutSecrets(setting, setting.shown()));
    }

    private static String withoutSecrets(Setting setting, String text) {
        return switch (setting.key()) {
            case STORE ->
                StoreAddress.isDatabase(text)
                        ? StoreAddress.database(text, Map.of()).toString()
                        : text;
            case LLM_BASE_URL, TRACES_OTLP -> text.equals(setting.key().usual()) ? text : bare(text);
            default -> text;
        };
    }

    /** A URL without user, password, query and fragment: keys may stand there. Of one that is odd nothing is shown. */
    private static String bare(String url) {
        Matcher matcher = URL.matcher(url.strip());
        return matcher.matches() ? matcher.group(1) + matcher.group(2) : "a URL that is not shown";
    }
}
