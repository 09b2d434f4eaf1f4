package dev.orchestration.tasks.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends one process with everything it started. Three nets, because each has holes: its session (missed: what opened one
 * of its own), its descendants as far as they were ever seen (missed: orphans before the first look), and the mark of
 * its attempt (missed: a cleared environment).
 *
 * <p>Signals go to each process singly, by the JDK: that needs no further process, which a machine full of processes
 * could not start, and each gets one SIGTERM. Only a session that forks faster than it is looked at needs the group as a
 * whole, so the killing begins with a {@code groupKill}, which the kernel carries out at once for all members.
 *
 * <p>Thread-safe: calls wait for each other, and the later ones find nothing to do.
 */
public final class ProcessTreeEnd {
    private static final long SLICE_MILLIS = 50;
    private static final int MAX_ROUNDS = 100;

    /** A shell whose command ends before it does would go on with the next command. */
    private static final Comparator<ProcessTable.Row> ELDERS_FIRST =
            Comparator.comparingLong(ProcessTable.Row::startTicks).thenComparingLong(ProcessTable.Row::pid);

    private final ProcessTable.Row leader;
    private final boolean ownSession;
    private final Map<String, String> marks;
    private final Runnable groupKill;
    private final Map<Long, ProcessTable.Row> seen = new HashMap<>();

    /**
     * @param leader as it was right after its start
     * @param ownSession whether it was started as the leader of its own session
     * @param marks of its environment; without the one of an attempt they are not used, as they would name too much
     * @param groupKill sends SIGKILL to the group of {@code leader}; called only while that group is surely its own
     */
    public ProcessTreeEnd(ProcessTable.Row leader, boolean ownSession, Map<String, String> marks, Runnable groupKill) {
        this.leader = leader;
        this.ownSession = ownSession;
        this.marks = marks;
        this.groupKill = groupKill;
    }

    /** As {@link RunningProcess#end}. */
    public synchronized boolean end(Duration grace) {
        if (askAll(grace)) {
            return true;
        }
        if (ownSession && sessionIsOurs(ProcessTable.all())) {
            groupKill.run();
        }
        for (int round = 0; round < MAX_ROUNDS; round++) {
            List<ProcessTable.Row> rest = members();
            if (rest.isEmpty()) {
                return true;
            }
            rest.forEach(ProcessSignal::kill);
            ProcessSignal.awaitEnd(rest, SLICE_MILLIS * 2);
        }
        return members().isEmpty();
    }

    /** SIGTERM, once to each, until none is left or the grace is over. */
    private boolean askAll(Duration grace) {
        Set<Long> asked = new HashSet<>();
        long slices = grace.toMillis() / SLICE_MILLIS;
        for (long slice = 0; slice < slices; slice++) {
            List<ProcessTable.Row> members = members();
            if (members.isEmpty()) {
                return true;
            }
            members.stream().filter(row -> asked.add(row.pid())).forEach(ProcessSignal::terminate);
            ProcessSignal.awaitEnd(members, SLICE_MILLIS);
        }
        return members().isEmpty();
    }

    private List<ProcessTable.Row> members() {
        List<ProcessTable.Row> all = ProcessTable.all();
        Map<Long, ProcessTable.Row> found = new HashMap<>();
        rememberTree(all);
        boolean session = ownSession && sessionIsOurs(all);
        for (ProcessTable.Row row : all) {
            if (isSeen(row) || (session && row.session() == leader.pid())) {
                found.put(row.pid(), row);
            }
        }
        if (marks.containsKey(ProcessSweep.ATTEMPT_MARK)) {
            ProcessSweep.marked(all, marks).forEach(row -> found.put(row.pid(), row));
        }
        found.remove(ProcessHandle.current().pid());
        found.values().forEach(row -> seen.put(row.pid(), row));
        return found.values().stream()
                .filter(row -> !row.hasEnded())
                .sorted(ELDERS_FIRST)
                .toList();
    }

    /** Adds the descendants of all that was seen; a process keeps its place here when its parent is gone. */
    private void rememberTree(List<ProcessTable.Row> all) {
        all.stream().filter(this::isLeader).forEach(row -> seen.put(row.pid(), row));
        Map<Long, List<ProcessTable.Row>> children = new HashMap<>();
        all.forEach(row -> children.computeIfAbsent(row.parent(), parent -> new ArrayList<>())
                .add(row));
        List<ProcessTable.Row> open =
                new ArrayList<>(all.stream().filter(this::isSeen).toList());
        while (!open.isEmpty()) {
            ProcessTable.Row row = open.remove(open.size() - 1);
            for (ProcessTable.Row child : children.getOrDefault(row.pid(), List.of())) {
                if (!isSeen(child)) {
                    seen.put(child.pid(), child);
                    open.add(child);
                }
            }
        }
    }

    private boolean isLeader(ProcessTable.Row row) {
        return row.pid() == leader.pid() && row.startTicks() == leader.startTicks();
    }

    private boolean isSeen(ProcessTable.Row row) {
        ProcessTable.Row known = seen.get(row.pid());
        return known != null && known.startTicks() == row.startTicks();
    }

    /** The number of a session is not given to a new process while the session has members; so only an heir is foreign. */
    private boolean sessionIsOurs(List<ProcessTable.Row> all) {
        return all.stream().noneMatch(row -> row.pid() == leader.pid() && !isLeader(row));
    }
}
