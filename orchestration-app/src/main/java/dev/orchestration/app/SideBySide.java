package dev.orchestration.app;

import dev.orchestration.app.view.DifferenceText;
import dev.orchestration.state.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Prints two things side by side: what differs, or all of it. */
final class SideBySide {
    static final String ALL = "--all";

    private SideBySide() {}

    /**
     * Prints them.
     *
     * @param names how people call the two
     */
    static int print(Arguments arguments, List<String> names, Map<String, Object> a, Map<String, Object> b) {
        List<Differences.Entry> shown = Differences.of(a, b).stream()
                .filter(entry -> arguments.has(ALL) || entry.differs())
                .toList();
        Caller caller = arguments.caller();
        if (arguments.json()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("a", names.get(0));
            map.put("b", names.get(1));
            map.put("entries", shown.stream().map(Differences.Entry::json).toList());
            caller.out().line(Json.pretty(map));
        } else if (shown.isEmpty()) {
            caller.out().line("nothing differs");
        } else {
            DifferenceText text =
                    new DifferenceText(TerminalWidth.of(caller), caller.out().style());
            text.heads(names.get(0), names.get(1));
            shown.forEach(
                    entry -> text.entry(entry.path(), entry.inA(), entry.inB(), entry.a(), entry.b(), entry.differs()));
            caller.out().print(text.toString());
        }
        return ExitCodes.DONE;
    }
}
