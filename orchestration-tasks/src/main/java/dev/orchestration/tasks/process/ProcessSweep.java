package dev.orchestration.tasks.process;

import dev.orchestration.state.journal.Owner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and kills processes by a mark in their environment. A mark is inherited, so it finds what no longer has a parent
 * or session of ours: double forks, and everything after a crash of the engine. It does not find a process that cleared
 * its environment, one of another user, or any on a system without {@code /proc}. Thread-safe, without state.
 */
public final class ProcessSweep {
    /** Names the engine that a process works for: the uuid of the {@link Owner}. */
    public static final String OWNER_MARK = "ORCHESTRATION_OWNER";
    /** Names the attempt that a process works for. */
    public static final String ATTEMPT_MARK = "ORCHESTRATION_ATTEMPT";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessSweep.class);
    private static final int MOST_NAMED = 20;
    private static final int MAX_ROUNDS = 100;
    private static final long ROUND_MILLIS = 100;

    /**
     * Kills every process whose environment holds {@code key=value}, but never this JVM, and looks again until there is
     * none; gives up after about ten seconds, with a line in the log.
     *
     * @return how many were killed
     */
    public int endMarked(String key, String value) {
        Set<Long> killed = new HashSet<>();
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<ProcessTable.Row> found = marked(ProcessTable.all(), Map.of(key, value));
            if (found.isEmpty()) {
                break;
            }
            found.forEach(ProcessSignal::kill);
            found.forEach(row -> killed.add(row.pid()));
            ProcessSignal.awaitEnd(found, ROUND_MILLIS);
            if (round == MAX_ROUNDS - 1) {
                List<Long> left = found.stream()
                        .map(ProcessTable.Row::pid)
                        .limit(MOST_NAMED)
                        .toList();
                LOG.warn(
                        "{} processes of {}={} do not end although they were killed: {}",
                        found.size(),
                        key,
                        value,
                        left);
            }
        }
        return killed.size();
    }

    /**
     * Kills what an engine that no longer lives left running. Nothing is done if it ran before the last start of this
     * machine, or if it lives.
     *
     * @return how many were killed
     */
    public int endAllOf(Owner fallen) {
        if (!fallen.bootId().equals(ProcessTable.bootId()) || isAlive(fallen)) {
            return 0;
        }
        return endMarked(OWNER_MARK, fallen.uuid());
    }

    /** Whether the very process that took ownership still runs on this machine. */
    private static boolean isAlive(Owner owner) {
        return ProcessTable.find(owner.pid())
                .filter(row -> !row.hasEnded())
                .filter(row -> row.startTicks() == owner.pidStart())
                .isPresent();
    }

    /** The marks in an environment: together they name one attempt of one engine. */
    public static Map<String, String> marksOf(Map<String, String> environment) {
        Map<String, String> marks = new HashMap<>(environment);
        marks.keySet().retainAll(Set.of(OWNER_MARK, ATTEMPT_MARK));
        return marks;
    }

    /** Those of {@code rows} that run and carry all of {@code marks}, without this JVM. */
    static List<ProcessTable.Row> marked(List<ProcessTable.Row> rows, Map<String, String> marks) {
        long self = ProcessHandle.current().pid();
        return rows.stream()
                .filter(row -> row.pid() != self && !row.hasEnded())
                .filter(row -> ProcessTable.isMarked(row.pid(), marks))
                .toList();
    }
}
