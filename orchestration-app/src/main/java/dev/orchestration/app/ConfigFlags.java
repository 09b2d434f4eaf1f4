package dev.orchestration.app;

import dev.orchestration.core.configuration.Configuration;
import dev.orchestration.core.configuration.ConfigurationKey;
import dev.orchestration.core.configuration.Setting;
import dev.orchestration.state.Wire;
import dev.orchestration.store.StoreAddress;
import dev.orchestration.tasks.action.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that go before every file and variable, where a command only tells what holds. */
final class ConfigFlags {
    private ConfigFlags() {}

    /** @param what is printed as JSON */
    static void describe(CommandSpec spec, String what) {
        SharedOptions.addWork(spec);
        SharedOptions.text(
                spec, "MODE", "Who starts next: sequential, parallel, priority or resource_aware.", EngineSetup.MODE);
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
        String collector = arguments.text(SharedOptions.OTLP);
        if (collector != null) {
            flags.add(Setting.ofFlag(ConfigurationKey.TRACES_OTLP, collector, SharedOptions.OTLP));
        }
        if (arguments.has(SharedOptions.DEBUG)) {
            flags.add(Setting.ofFlag(ConfigurationKey.LOG_LEVEL, "debug", SharedOptions.DEBUG));
        }
        return said.with(flags);
    }

    /** The value as JSON; the address of a database without the password that a variable may hold. */
    static @Nullable Object printable(Setting setting) {
        Object value = setting.value();
        return value instanceof String text && isDatabase(setting, text) ? withoutPassword(text) : value;
    }

    /** For people: what was said, else what is usual. */
    static String shown(Setting setting) {
        String shown = setting.shown();
        return Printable.line(isDatabase(setting, shown) ? withoutPassword(shown) : shown);
    }

    private static boolean isDatabase(Setting setting, String text) {
        return setting.key() == ConfigurationKey.STORE && StoreAddress.isDatabase(text);
    }

    private static String withoutPassword(String address) {
        return StoreAddress.database(address, Map.of()).toString();
    }
}
