package dev.orchestration.app;

import dev.orchestration.state.IdSource;
import dev.orchestration.state.Json;
import dev.orchestration.store.FileTotal;
import dev.orchestration.store.Upkeep;
import dev.orchestration.tasks.process.ProcessSweep;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** What the commands on a store as a whole share: how they find it, and how they tell what they did. */
final class StoreUpkeep {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB"};

    private StoreUpkeep() {}

    static void describe(CommandSpec spec, String result) {
        SharedOptions.addStore(spec);
        SharedOptions.addOutput(spec, result);
    }

    /** @throws UsageException if there is no store, or more than {@code words} words */
    static Upkeep of(Arguments arguments, int words) {
        if (arguments.words().size() > words) {
            throw new UsageException("too many words: " + String.join(" ", arguments.words()));
        }
        return at(
                arguments.store().existingFile("this upkeep (a database has tools of its own: pg_dump, vacuum)"),
                arguments);
    }

    static Upkeep at(Path file, Arguments arguments) {
        return new Upkeep(
                file, arguments.caller().clock(), IdSource.random(), owner -> new ProcessSweep().endAllOf(owner));
    }

    /** What was done: a line for people, an object for programs. */
    static int tell(Arguments arguments, String line, Map<String, Object> json) {
        if (!arguments.quiet()) {
            arguments.caller().err().line(line);
        }
        if (arguments.json()) {
            arguments.caller().out().line(Json.pretty(json));
        }
        return ExitCodes.DONE;
    }

    /** An object of pairs, in their order. */
    static Map<String, Object> json(@Nullable Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            Json.putNullable(map, String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    static Map<String, Object> json(FileTotal total) {
        return json("files", total.files(), "bytes", total.bytes());
    }

    /** A size as people read it. */
    static String size(long bytes) {
        int unit = 0;
        double size = bytes;
        while (size >= 1024 && unit < UNITS.length - 1) {
            size /= 1024;
            unit++;
        }
        return unit == 0 ? bytes + " bytes" : String.format(Locale.ROOT, "%.1f %s", size, UNITS[unit]);
    }

    static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
