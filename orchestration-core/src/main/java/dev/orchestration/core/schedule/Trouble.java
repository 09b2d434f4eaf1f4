package dev.orchestration.core.schedule;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.orchestration.state.ErrorCode;
import dev.orchestration.state.OrchestrationException;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why schedules wait, told once for as long as it lasts, for however many of them. Thread-safe. */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

    @GuardedBy("this")
    private final Map<String, String> of = new TreeMap<>();

    synchronized void in(String who, OrchestrationException e) {
        if (e.code() == ErrorCode.CLOSED) {
            return;
        }
        String why = String.valueOf(e.getMessage());
        if (!of.containsValue(why)) {
            LOG.warn("schedules wait: {}", why);
        }
        of.put(who, why);
    }

    synchronized void over(String who) {
        of.remove(who);
    }
}
