package dev.orchestration.core.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Why schedules wait, told once for as long as it lasts, for however many of them. Thread-safe. */
final class Trouble {
    /** Whose trouble it is that none can be looked at; no schedule has this name. */
    static final String ALL = "";

    private final Consumer<String> warnings;

    @GuardedBy("this")
    private final Map<String, String> of = new TreeMap<>();

    /** @param warnings is told of each trouble once, and must be quick */
    Trouble(Consumer<String> warnings) {
        this.warnings = warnings;
    }

    synchronized void in(String who, OrchestrationException e) {
        if (e.code() == ErrorCode.CLOSED) {
            return;
        }
        String why = String.valueOf(e.getMessage());
        if (!of.containsValue(why)) {
            warnings.accept("schedules wait: " + why);
        }
        of.put(who, why);
    }

    synchronized void over(String who) {
        of.remove(who);
    }

    /** It is over for all but these: who was removed or paused does not wait any more. */
    synchronized void onlyOf(Set<String> waiting) {
        of.keySet().removeIf(who -> !who.equals(ALL) && !waiting.contains(who));
    }
}
